import { formatFinding, sortFindings, type Finding, type FindingPaint } from '@slipway/catalog';
import type { Colors } from './terminal';

/** Whether a run that found these has to end with a failure. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** The five parts of each finding as text, an empty line between two. */
export function formatFindings(findings: readonly Finding[], colors: Colors): string {
  const paint: FindingPaint = {
    position: colors.bold,
    severity: (text, severity) => (severity === 'error' ? colors.red : colors.yellow)(text),
    label: colors.dim,
  };
  return sortFindings(findings)
    .map((finding) => formatFinding(finding, paint))
    .join('\n\n');
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
