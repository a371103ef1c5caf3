import type { Finding } from '@slipway/catalog';
import type { Manifest, PlatformModel } from '@slipway/platform';
import { rebundleFunction, synthesise } from '@slipway/stacks';

/** Writes a stage's stacks, or says which functions cannot be bundled; nothing is written then. */
export function synthesiseStage(
  root: string,
  model: PlatformModel,
  outdir: string,
): { readonly manifest: Manifest } | { readonly findings: readonly Finding[] } {
  try {
    return { manifest: synthesise({ root, model, outdir }) };
  } catch (error) {
    if (isBundleError(error)) return { findings: error.findings };
    throw error;
  }
}

/** Packs a function of a synthesised stage again; returns why it cannot be, and undefined where it was. */
export function rebuildFunction(
  root: string,
  model: PlatformModel,
  outdir: string,
  name: string,
): string | undefined {
  try {
    rebundleFunction({ root, model, outdir }, name);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** By its name, since the class is of a layer that the command line does not import. */
function isBundleError(error: unknown): error is Error & { readonly findings: readonly Finding[] } {
  return error instanceof Error && error.name === 'BundleError' && 'findings' in error;
}
