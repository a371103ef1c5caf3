import type { Finding, Severity } from './finding';

/** How the parts of a finding are told apart where colours are seen. */
export interface FindingPaint {
  readonly position: (text: string) => string;
  readonly severity: (text: string, severity: Severity) => string;
  /** Of what only labels: the rule, `why:` and `fix:`. */
  readonly label: (text: string) => string;
}

const noPaint: FindingPaint = {
  position: (text) => text,
  severity: (text) => text,
  label: (text) => text,
};

/** The five parts of a finding as text of four lines or more, without a line break at the end. */
export function formatFinding(
  { rule, severity, position, message, why, fix }: Finding,
  paint: FindingPaint = noPaint,
): string {
  const place = paint.position(`${position.file}:${position.line}:${position.column}`);
  return [
    `${place} ${paint.severity(severity, severity)} ${paint.label(rule)}`,
    `  ${message}`,
    `  ${paint.label('why:')} ${indent(why)}`,
    `  ${paint.label('fix:')} ${indent(fix)}`,
  ].join('\n');
}

function indent(text: string): string {
  return text.trimEnd().replaceAll('\n', '\n       ');
}
