import type { Finding } from '@slipway/catalog';
import type { Colors } from './terminal';

/** Whether a run that found these has to end with a failure. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** Errors before warnings, then by file, line and column. Each finding once, though two stages may find it. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map(findings.map((finding) => [keyOf(finding), finding]));
  return [...unique.values()].sort(
    (a, b) =>
      Number(b.severity === 'error') - Number(a.severity === 'error') ||
      compare(a.position.file, b.position.file) ||
      a.position.line - b.position.line ||
      a.position.column - b.position.column ||
      compare(a.rule, b.rule),
  );
}

function keyOf({ rule, severity, position, message }: Finding): string {
  return JSON.stringify([rule, severity, position.file, position.line, position.column, message]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The five parts of each finding as text, an empty line between two. */
export function formatFindings(findings: readonly Finding[], colors: Colors): string {
  return sortFindings(findings)
    .map((finding) => formatFinding(finding, colors))
    .join('\n\n');
}

function formatFinding(
  { rule, severity, position, message, why, fix }: Finding,
  colors: Colors,
): string {
  const paint = severity === 'error' ? colors.red : colors.yellow;
  return [
    `${colors.bold(`${position.file}:${position.line}:${position.column}`)} ${paint(severity)} ${colors.dim(rule)}`,
    `  ${message}`,
    `  ${colors.dim('why:')} ${indent(why)}`,
    `  ${colors.dim('fix:')} ${indent(fix)}`,
  ].join('\n');
}

function indent(text: string): string {
  return text.trimEnd().replaceAll('\n', '\n       ');
}

/** `2 errors, 1 warning`; `no findings` for none. */
export function countFindings(findings: readonly Finding[]): string {
  const unique = sortFindings(findings);
  const errors = unique.filter(({ severity }) => severity === 'error').length;
  const parts = [count(errors, 'error'), count(unique.length - errors, 'warning')].filter(Boolean);
  return parts.join(', ') || 'no findings';
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
