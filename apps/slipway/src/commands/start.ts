import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localStage } from '@slipway/catalog';
import {
  EmulatorError,
  PortInUseError,
  startLocalStage,
  type LocalStage,
  type LocalStageOptions,
} from '@slipway/local-stage';
import { ExitCode } from '../exit-code';
import { failed, interrupted } from '../failure';
import { noteFindings, refused } from '../findings-outcome';
import { pendingSignals } from '../interruption';
import { eventFormatter } from '../local/event-text';
import { describeStage, examples } from '../local/summary';
import { onStop } from '../local/stop-signals';
import type { CommandContext, Outcome } from '../outcome';
import { removeOnExit } from '../remove-on-exit';
import { readStage } from '../stage-input';
import { rebuildFunction, synthesiseStage } from '../stage-synth';
import { formatFindings, hasErrors } from '../terminal/findings';
import type { Terminal } from '../terminal/terminal';

const nothingStarted = 'Nothing was started';

/**
 * Synthesises the stage `local` into a temporary folder and runs it until Ctrl-C or SIGTERM. Returns
 * when the first request can be made; the process lives on with what it serves.
 */
export async function start(
  { port, watch }: { readonly port?: number; readonly watch?: true },
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const { stage, model, findings } = readStage(root, localStage);
  if (!stage || !model || hasErrors(findings)) return refused(findings, nothingStarted, terminal);

  const outdir = mkdtempSync(join(tmpdir(), 'slipway-local-'));
  removeOnExit(outdir);
  const synthesised = synthesiseStage(root, model, outdir);
  if ('findings' in synthesised) {
    return refused([...findings, ...synthesised.findings], nothingStarted, terminal);
  }
  // A synth blocks, and a Ctrl-C meanwhile waits for its end.
  await pendingSignals();
  noteFindings(findings, terminal);
  const local = await run(
    {
      ...{ root, outdir, port: port ?? stage.local.port },
      ...(stage.local.aws !== 'embedded' && { aws: stage.local.aws }),
      ...(watch && {
        watch: {
          rebuild: (name) => rebuildFunction(root, model, outdir, name),
          whyRefused: () => whyRefused(root, terminal),
        },
      }),
    },
    terminal,
  );
  terminal.result(describeStage(local, process.uptime(), terminal.out));
  const { url, routes, apiKeys } = local;
  return {
    exitCode: ExitCode.ok,
    findings,
    result: { url, services: local.services(), routes, apiKeys, examples: examples(local) },
  };
}

/** The errors that a start would find in the workspace's files now, as text. */
function whyRefused(root: string, terminal: Terminal): string | undefined {
  const { findings } = readStage(root, localStage);
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 ? formatFindings(errors, terminal.err) : undefined;
}

async function run(
  options: Omit<LocalStageOptions, 'onEvent' | 'signal' | 'killSignal'>,
  terminal: Terminal,
): Promise<LocalStage> {
  let local: LocalStage | undefined;
  const starting = new AbortController();
  const killing = new AbortController();
  const format = eventFormatter(terminal.err);
  const ignore = onStop(
    () => {
      terminal.progress('Stopping; Ctrl-C again kills at once');
      starting.abort(interrupted('The start was interrupted'));
      void local?.close().then(ignore);
    },
    () => {
      killing.abort();
      process.exit(ExitCode.interrupted);
    },
  );
  try {
    local = await startLocalStage({
      ...options,
      onEvent: (event) => terminal.note(format(event)),
      signal: starting.signal,
      killSignal: killing.signal,
    });
    // The signal may come between the last step of the start and its end.
    if (starting.signal.aborted) await local.close();
    starting.signal.throwIfAborted();
    return local;
  } catch (error) {
    ignore();
    const told = error instanceof PortInUseError || error instanceof EmulatorError;
    throw told ? failed(error.message) : error;
  }
}
