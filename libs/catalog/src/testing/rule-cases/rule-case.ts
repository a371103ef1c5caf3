import { functionFile, serviceFile, stageFile, validFiles } from '../workspace';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** The least that breaks a rule, and the nearest that does not. */
export interface RuleCase {
  readonly fails: Files;
  readonly passes: Files;
  /** `file:line:column message`, and the fix in a second line. */
  readonly says: string;
}

export const service = validFiles[serviceFile] ?? '';
export const stage = validFiles[stageFile] ?? '';
export const mailer = 'apps/mailer/service.yaml';

/** A case in which one line of the service's file is another. */
export function inService(line: string, wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [serviceFile]: replaced(service, line, wrong) },
    passes: { [serviceFile]: replaced(service, line, right) },
    says: `${serviceFile}:${says}`,
  };
}

export function inFunction(line: string, wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [mailer]: replaced(functionFile, line, wrong) },
    passes: { [mailer]: replaced(functionFile, line, right) },
    says: `${mailer}:${says}`,
  };
}

export function inStage(line: string, wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [stageFile]: replaced(stage, line, wrong) },
    passes: { [stageFile]: replaced(stage, line, right) },
    says: `${stageFile}:${says}`,
  };
}

/** Adds lines at the end of the service's file. */
export const withLines = (lines: string): string => `${service}${lines}\n`;

export function replaced(text: string, line: string, other: string): string {
  if (!text.includes(line)) throw new Error(`no ${line} in the file`);
  return text.replace(line, other);
}
