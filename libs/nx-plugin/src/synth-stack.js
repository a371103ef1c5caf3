'use strict';

const { spawnSync } = require('node:child_process');
const { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const [, , stack] = process.argv;
const root = join(__dirname, '../../..');

/** Whether `dev-compute` or, for a further ALB shard, `dev-compute-2` belongs to the stack `compute`. */
function belongs(stackId) {
  return new RegExp(`^[a-z0-9]+-${stack}(-\\d+)?$`).test(stackId);
}

/**
 * Synthesises the stage that STAGE names and keeps one stack of it, so that what Nx caches for a stack
 * holds nothing that depends on more than the stack's own inputs.
 */
function synthesise() {
  const whole = mkdtempSync(join(tmpdir(), 'slipway-synth-'));
  try {
    const cli = join(root, 'apps/slipway/bin/slipway.js');
    const { status } = spawnSync(process.execPath, [cli, 'synth', '--out', whole], {
      cwd: root,
      stdio: 'inherit',
    });
    if (status !== 0) return status ?? 1;
    const kept = join(root, 'dist/synth', stack);
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    for (const id of readdirSync(join(whole, 'stacks')).filter(belongs)) {
      cpSync(join(whole, 'stacks', id), join(kept, id), { recursive: true });
    }
    return 0;
  } finally {
    rmSync(whole, { recursive: true, force: true });
  }
}

process.exitCode = synthesise();
