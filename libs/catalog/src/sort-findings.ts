import type { Finding } from './finding';

/** Errors before warnings, then by file, line, column and rule; what is found twice appears once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map(findings.map((finding) => [findingKey(finding), finding]));
  return [...unique.values()].sort(
    (a, b) =>
      Number(b.severity === 'error') - Number(a.severity === 'error') ||
      compare(a.position.file, b.position.file) ||
      a.position.line - b.position.line ||
      a.position.column - b.position.column ||
      compare(a.rule, b.rule),
  );
}

/** Equal for two findings that tell a reader the same. */
export function findingKey({ rule, position, message }: Finding): string {
  return JSON.stringify([rule, position.file, position.line, position.column, message]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
