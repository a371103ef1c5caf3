'use strict';

const { spawnSync } = require('node:child_process');
const { cpSync, mkdtempSync, readdirSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, parse } = require('node:path');

const [, , stack] = process.argv;
const root = join(__dirname, '../../..');

/** Whether `dev-compute` or, as of a further ALB or REST API, `dev-compute-2` belongs to the stack `compute`. */
function belongs(stackId) {
  return new RegExp(`^[a-z0-9]+-${stack}(-\\d+)?$`).test(stackId);
}

/** The stage that STAGE names, or every stage. */
function stages() {
  if (process.env.STAGE) return [process.env.STAGE];
  return readdirSync(join(root, 'stacks/stages')).map((file) => parse(file).name);
}

/** Exit code of the command line, which writes all stacks of a stage to `outdir`. */
function synthesise(stage, outdir) {
  const cli = join(root, 'apps/slipway/bin/slipway.js');
  const args = [cli, 'synth', '--stage', stage, '--out', outdir];
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/**
 * Synthesises whole stages and keeps one stack of each, so that what Nx caches for a stack holds
 * nothing that depends on more than the stack's own inputs.
 */
function main() {
  const whole = mkdtempSync(join(tmpdir(), 'slipway-synth-'));
  const kept = join(root, 'dist/synth', stack);
  try {
    const failed = stages()
      .map((stage) => synthesise(stage, join(whole, stage)))
      .find(Boolean);
    if (failed) return failed;
    rmSync(kept, { recursive: true, force: true });
    for (const stage of readdirSync(whole)) {
      const written = join(whole, stage, 'stacks');
      for (const id of readdirSync(written).filter(belongs)) {
        cpSync(join(written, id), join(kept, id), { recursive: true });
      }
    }
    return 0;
  } finally {
    rmSync(whole, { recursive: true, force: true });
  }
}

process.exitCode = main();
