import type { Finding } from '@slipway/catalog';
import type { ImagedService } from '@slipway/platform';
import { ExitCode } from '../exit-code';
import { isFailure, type Failure } from '../failure';
import type { Outcome } from '../outcome';
import { formatFailure } from '../terminal/failure-text';
import type { Terminal } from '../terminal/terminal';

/** What became of one service's image. */
export type ImageResult =
  | {
      readonly service: string;
      readonly architecture: string;
      readonly digest: string;
      readonly image: string;
    }
  | {
      readonly service: string;
      readonly error: { readonly message: string; readonly fix?: string };
    };

/**
 * Does the work for one service after the other. One that fails does not keep the rest from being
 * done; an interruption and a lacking tool do.
 */
export async function eachService(
  services: readonly ImagedService[],
  work: (placed: ImagedService) => Promise<ImageResult>,
  terminal: Terminal,
  findings: readonly Finding[],
): Promise<Outcome> {
  const images: ImageResult[] = [];
  for (const placed of services) {
    try {
      images.push(await work(placed));
    } catch (error) {
      if (!isFailure(error) || error.exitCode !== ExitCode.failed) throw error;
      if (!terminal.json) terminal.note(formatFailure(error, terminal.err));
      images.push({ service: placed.service.name, error: errorOf(error) });
    }
  }
  const failures = images.filter((image) => 'error' in image).map(({ service }) => service);
  if (failures.length > 0)
    terminal.result(`Failed: ${failures.join(', ')}. What succeeded is in the lock.`);
  return {
    exitCode: failures.length > 0 ? ExitCode.failed : ExitCode.ok,
    findings,
    result: { images },
  };
}

function errorOf({ message, fix }: Failure): { message: string; fix?: string } {
  return fix ? { message, fix } : { message };
}
