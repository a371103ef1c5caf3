import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '@slipway/platform';
import { NotSynthesisedError, StaleSynthError } from './errors';
import { isObject } from './json';

const manifestVersion = 1;

/**
 * Reads `slipway.json` of a synthesised stage and makes sure that every stack it names is, byte for
 * byte, what the same synth wrote.
 *
 * @throws NotSynthesisedError where there is no `slipway.json`
 * @throws StaleSynthError where it is of another stage or version, cut short, or out of step with a stack
 */
export function loadManifest(outdir: string, { stage }: { readonly stage: string }): Manifest {
  const text = read(join(outdir, 'slipway.json'));
  if (text === undefined) throw new NotSynthesisedError(outdir, stage);
  const manifest = parse(text.toString(), outdir, stage);
  if (manifest.version !== manifestVersion) {
    throw new StaleSynthError(
      outdir,
      stage,
      `slipway.json has version ${String(manifest.version)}, this slipway reads ${manifestVersion}`,
    );
  }
  if (manifest.stage !== stage) {
    throw new StaleSynthError(outdir, stage, `it holds the stage \`${manifest.stage}\``);
  }
  for (const [id, { file, sha256 }] of Object.entries(manifest.stacks)) {
    const content = read(join(outdir, file));
    if (content === undefined) {
      throw new StaleSynthError(outdir, stage, `${file} of the stack ${id} is missing`);
    }
    if (createHash('sha256').update(content).digest('hex') !== sha256) {
      throw new StaleSynthError(outdir, stage, `${file} is not what the last synth wrote`);
    }
  }
  return manifest;
}

function parse(text: string, outdir: string, stage: string): Manifest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new StaleSynthError(outdir, stage, 'slipway.json is not whole JSON', { cause });
  }
  if (!isObject(parsed) || !isObject(parsed.stacks) || !isObject(parsed.services)) {
    throw new StaleSynthError(outdir, stage, 'slipway.json names no stacks and services');
  }
  return parsed as unknown as Manifest;
}

/** The bytes of a file, undefined where there is none. */
function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
