import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckovFinding } from './scan-plans';

/** A finding of checkov that stays as it is, for a reason and for a time. */
export interface Waiver {
  /** Where it is written: `libs/constructs/src/networking/log-bucket.ts:12`. */
  readonly at: string;
  readonly check: string;
  /** Resources that it is for: an address in which `*` stands for anything. */
  readonly resources: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, `2027-06-30`. */
  readonly until: string;
}

const form =
  /^checkov (?<check>CKV2?_\w+) (?<resources>\S+): (?<reason>.+) \((?<owner>[\w-]+), until (?<until>\d{4}-\d\d-\d\d)\)$/;

/**
 * The waivers of a file, each a comment of its own beside what it is for:
 * `// checkov CKV_AWS_91 aws_lb.*nlb*: reason (owner, until 2027-06-30)`.
 * @throws Error where a comment begins as one and is none
 */
export function waiversIn(file: string, text: string): Waiver[] {
  const lines = text.split('\n').map((line) => /^\s*\/\/ (.*)$/.exec(line)?.[1]);
  return lines.flatMap((line, index) => {
    if (line?.startsWith('checkov ') !== true) return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((next) => next === undefined || next.startsWith('checkov '));
    const comment = [line, ...rest.slice(0, end < 0 ? undefined : end)].join(' ');
    const at = `${file}:${index + 1}`;
    const { check, resources, reason, owner, until } = form.exec(comment)?.groups ?? {};
    if (!check || !resources || !reason || !owner || !until) {
      throw new Error(
        `${at}: a waiver looks like \`checkov CKV_AWS_91 aws_lb.*: reason (owner, until 2027-06-30)\`, and not \`${comment}\``,
      );
    }
    return [{ at, check, resources, reason, owner, until }];
  });
}

/** The waivers of all sources below a folder of the workspace. */
export function readWaivers(root: string, folder: string): Waiver[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.spec)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
    .flatMap((file) => waiversIn(file, readFileSync(join(root, file), 'utf8')));
}

/** What is wrong, in a line each: findings without a waiver, waivers that expired or have no finding. */
export function judge(
  findings: readonly CheckovFinding[],
  waivers: readonly Waiver[],
  today: string,
): string[] {
  const isFor = (waiver: Waiver, { check, resource }: CheckovFinding): boolean =>
    waiver.check === check && matches(waiver.resources, resource);
  const open = findings
    .filter((finding) => !waivers.some((waiver) => isFor(waiver, finding)))
    .map(({ check, resource, title, plan }) => `${check} ${resource} (${plan}): ${title}`);
  const unused = waivers
    .filter((waiver) => !findings.some((finding) => isFor(waiver, finding)))
    .map(({ at, check, resources }) => `${at}: nothing fails ${check} at ${resources}`);
  const expired = waivers
    .filter(({ until }) => until < today)
    .map(({ at, check, owner, until }) => `${at}: ${check} expired on ${until}, ask ${owner}`);
  return [...new Set(open), ...unused, ...expired];
}

function matches(pattern: string, address: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.[\]\\^$+?(){}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(address);
}
