import type { Finding } from './finding';

/** The five parts of a finding as plain text without colour, four lines or more, no line break at the end. */
export function formatFinding({ rule, severity, position, message, why, fix }: Finding): string {
  return [
    `${position.file}:${position.line}:${position.column} ${severity} ${rule}`,
    `  ${message}`,
    `  why: ${indent(why)}`,
    `  fix: ${indent(fix)}`,
  ].join('\n');
}

function indent(text: string): string {
  return text.trimEnd().replaceAll('\n', '\n       ');
}
