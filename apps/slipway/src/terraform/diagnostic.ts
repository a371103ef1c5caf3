import type { Manifest } from '@slipway/platform';

/** An error or warning as `terraform … -json` writes it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail?: string;
  /** Of the resource at fault, where Terraform knows one: `aws_s3_bucket.state`. */
  readonly address?: string;
}

/** The diagnostic as text, with the file and line a person wrote that the resource comes from. */
export function describeDiagnostic(
  diagnostic: Diagnostic,
  manifest: Manifest,
  stack: string,
): string {
  const { summary, detail, address } = diagnostic;
  const lines = [summary, ...(detail ? detail.split('\n') : [])];
  if (address === undefined) return lines.join('\n  ');
  const origin = manifest.stacks[stack]?.resources[address.replace(/\[[^\]]*\]$/, '')];
  const source = origin
    ? `${origin.file}:${origin.line}${origin.service ? `, service ${origin.service}` : ''}`
    : `stack ${stack}`;
  return [`${address} (${source}): ${lines[0]}`, ...lines.slice(1)].join('\n  ');
}
