import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions, stackIdOf, unpackedPath, writeBundles } from '@slipway/constructs';
import type { SynthesiseProps } from './synthesise';

/**
 * Packs one function of a synthesised stage again and puts its files where the synth put them, for a
 * stage that runs on this machine; the stacks stay as they are.
 *
 * @throws BundleError where it cannot be bundled; what is there stays then
 */
export function rebundleFunction({ root, model, outdir }: SynthesiseProps, name: string): void {
  const services = model.services.flatMap((placed) =>
    placed.kind === 'function' && placed.service.name === name ? [placed.service] : [],
  );
  const bundles = bundleFunctions(root, services);
  // Aside first: a function may be loaded at any moment.
  const aside = mkdtempSync(join(outdir, 'rebundled-'));
  writeBundles(aside, bundles.values());
  const unpacked = unpackedPath(name, '.');
  const place = join(outdir, 'stacks', stackIdOf(model.stage, 'compute'), unpacked);
  rmSync(place, { recursive: true, force: true });
  renameSync(join(aside, unpacked), place);
  rmSync(aside, { recursive: true });
}
