import { resolve } from 'node:path';
import { ExitCode } from '../exit-code';
import { noteFindings, refused } from '../findings-outcome';
import type { CommandContext, Outcome } from '../outcome';
import { readStage } from '../stage-input';
import { synthesiseStage } from '../stage-synth';
import { publish } from '../synth-output';
import { hasErrors } from '../terminal/findings';

const nothingWritten = 'Nothing was written';

/** Writes a stage's stacks; with an error nothing is written and an older output stays as it is. */
export async function synth(
  options: { readonly stage: string; readonly out: string },
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const { model, findings } = readStage(root, options.stage);
  if (!model || hasErrors(findings)) return refused(findings, nothingWritten, terminal);

  const outdir = resolve(root, options.out);
  const written = publish(outdir, (folder) => {
    const synthesised = synthesiseStage(root, model, folder);
    return { ...synthesised, whole: 'manifest' in synthesised };
  });
  if (!('manifest' in written)) {
    return refused([...findings, ...written.findings], nothingWritten, terminal);
  }
  noteFindings(findings, terminal);
  const stacks = Object.keys(written.manifest.stacks);
  terminal.result(`${options.stage}: ${stacks.join(', ')} written to ${options.out}`);
  return { exitCode: ExitCode.ok, findings, result: { stage: options.stage, outdir, stacks } };
}
