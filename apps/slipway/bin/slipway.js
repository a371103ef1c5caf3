#!/usr/bin/env node
'use strict';

const { existsSync } = require('fs');
const { join } = require('path');
const { tooOld } = require('./node-version');

/** Exit codes of the command line: a failed operation, and what the machine lacks. */
const FAILED = 1;
const MACHINE_LACKS = 3;

const nodeModules = join(__dirname, '../../../node_modules');

/** Ends before the command line runs: a sentence on stderr, or the document on stdout where `--json` asks for one. */
function refuse(exitCode, message) {
  if (process.argv.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ ok: false, exitCode, findings: [], error: { message } }, null, 2)}\n`,
    );
  }
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}

async function rebuild() {
  try {
    return await require('./bundle').buildBundle();
  } catch (error) {
    if (!error.errors) throw error;
    const lines = error.errors.map(({ text, location }) =>
      location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
    );
    refuse(FAILED, `Slipway's own sources do not compile:\n  ${lines.join('\n  ')}`);
    return undefined;
  }
}

async function main() {
  const old = tooOld(process.versions.node);
  if (old) return refuse(MACHINE_LACKS, old);
  if (!existsSync(join(nodeModules, '.package-lock.json'))) {
    return refuse(
      MACHINE_LACKS,
      'The packages of the workspace are not installed.\n  fix: run `npm ci`',
    );
  }
  const bundle = require('./bundle').freshBundle() ?? (await rebuild());
  if (bundle) require(bundle);
}

main();
