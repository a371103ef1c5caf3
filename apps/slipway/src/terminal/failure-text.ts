import type { Failure } from '../failure';
import type { Colors } from './terminal';

/** A failure as a person sees it: what happened, then what to do. */
export function formatFailure({ message, fix }: Failure, colors: Colors): string {
  return [
    `${colors.red('error')} ${message}`,
    ...(fix ? [`  ${colors.dim('fix:')} ${fix}`] : []),
  ].join('\n');
}
