import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '@slipway/platform';

const manifestFile = 'slipway.json';

/**
 * Lets `write` fill a folder beside `outdir` and moves the content in only when it is whole, so that
 * a failure leaves the old output as it was. Stacks of other stages stay, and so do Terraform's own
 * files (`.terraform`, its lock file), which spares an `init` after every synth.
 * @returns what `write` returned
 */
export function publish<Written extends { readonly whole: boolean }>(
  outdir: string,
  write: (folder: string) => Written,
): Written {
  const aside = `${outdir}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  try {
    const written = write(aside);
    if (written.whole) moveIn(aside, outdir);
    return written;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** The manifest goes first and comes last: an interrupted move reads as not synthesised. */
function moveIn(aside: string, outdir: string): void {
  const stacks = readdirSync(join(aside, 'stacks'));
  const gone = stacksOf(outdir, stageOf(aside)).filter((stack) => !stacks.includes(stack));
  rmSync(join(outdir, manifestFile), { force: true });
  for (const stack of gone) rmSync(join(outdir, 'stacks', stack), { recursive: true, force: true });
  for (const stack of stacks) {
    const [from, to] = [join(aside, 'stacks', stack), join(outdir, 'stacks', stack)];
    mkdirSync(to, { recursive: true });
    for (const entry of readdirSync(from)) moveEntry(from, to, entry);
  }
  const rest = readdirSync(aside).filter((entry) => entry !== 'stacks' && entry !== manifestFile);
  for (const entry of [...rest, manifestFile]) moveEntry(aside, outdir, entry);
}

function moveEntry(from: string, to: string, entry: string): void {
  rmSync(join(to, entry), { recursive: true, force: true });
  renameSync(join(from, entry), join(to, entry));
}

function stageOf(folder: string): string | undefined {
  return manifestIn(folder)?.stage;
}

/** Ids of the stacks that an earlier synth of the stage wrote into a folder. */
function stacksOf(folder: string, stage: string | undefined): string[] {
  const manifest = manifestIn(folder);
  return manifest && manifest.stage === stage ? Object.keys(manifest.stacks) : [];
}

/** Undefined where no whole synth stands in the folder. */
function manifestIn(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, manifestFile), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
