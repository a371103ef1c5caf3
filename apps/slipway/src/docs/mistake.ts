import { httpService, placementLock } from '../testing/workspace';

/** A mistake that people make, and the command that tells them. */
export interface Mistake {
  readonly title: string;
  /** What differs from a valid workspace, by path; the first is shown. */
  readonly files: Readonly<Record<string, string>>;
  /** The line of the first file that is wrong. */
  readonly line?: string;
  readonly command: readonly string[];
}

export const quotes = 'apps/quotes/service.yaml';
export const check = ['check', '--stage', 'dev'];

/**
 * One line of the service's file is another.
 *
 * @param files that differ from a valid workspace as well
 */
export function inService(
  title: string,
  key: string,
  value: string,
  files: Mistake['files'] = {},
): Mistake {
  return {
    title,
    files: { [quotes]: httpService('quotes', { [key]: value }), ...files },
    line: `${key}: ${value}`,
    command: check,
  };
}

export const handler = 'src/handlers.ts';
export const mailer = 'apps/mailer/service.yaml';
export const mailerFile = 'name: mailer\nkind: function\nowner: mail-team\n';

/** One line of a function's file is wrong. */
export function inFunction(title: string, key: string, value: string): Mistake {
  return {
    title,
    files: {
      [mailer]: `${mailerFile}${key}: ${value}\n`,
      'stacks/locks/dev.placement.json': placementLock('mailer', 'quotes'),
    },
    line: `${key}: ${value}`,
    command: check,
  };
}

export const router = 'apps/router/service.yaml';
export const routerFile = (size: string): string =>
  `name: router\nkind: function\nowner: agents-team\nfunction: { capacityProvider: agents, ${size} }\n`;
