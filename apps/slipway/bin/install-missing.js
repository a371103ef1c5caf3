#!/usr/bin/env node
'use strict';

const { spawnSync } = require('child_process');
const { readFileSync } = require('fs');
const { join } = require('path');
const { tooOld } = require('./node-version');

/** Exit code of the command line for what the machine lacks. */
const MACHINE_LACKS = 3;

/** The `packages` of a lock file, or undefined when it is absent or cut short. */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Why node_modules does not hold what package-lock.json says, or undefined when it does.
 * Optional packages may be absent: npm leaves out those of other platforms.
 */
function whatIsMissing(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing or not valid JSON');
  const installed = packagesOf(join(root, 'node_modules/.package-lock.json'));
  if (!installed) return 'node_modules is missing';
  const differing = Object.keys(wanted).filter((path) => {
    if (!path.startsWith('node_modules/')) return false;
    const present = installed[path];
    if (!present) return !wanted[path].optional;
    return present.version !== wanted[path].version || present.integrity !== wanted[path].integrity;
  });
  if (differing.length === 0) return undefined;
  const name = differing[0].slice('node_modules/'.length);
  return differing.length === 1
    ? `${name} is out of step with package-lock.json`
    : `${name} and ${differing.length - 1} more are out of step with package-lock.json`;
}

/** Installs with the npm that runs this script, or the one on PATH; returns npm's exit code. */
function install(root) {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, options);
  if (error) process.stderr.write(`npm could not be started: ${error.message}\n`);
  return status ?? 1;
}

function main() {
  const old = tooOld(process.versions.node);
  if (old) {
    process.stderr.write(old);
    return MACHINE_LACKS;
  }
  const root = process.cwd();
  let reason;
  try {
    reason = whatIsMissing(root);
  } catch (error) {
    process.stderr.write(
      `${error.message} in ${root}.\n  fix: run this in the folder of the workspace, or \`git checkout package-lock.json\`\n`,
    );
    return MACHINE_LACKS;
  }
  if (!reason) return 0;
  process.stderr.write(`Installing packages with npm ci: ${reason}.\n`);
  const status = install(root);
  if (status === 0) return 0;
  process.stderr.write(
    `npm ci failed with exit code ${status}; its message stands above.\n  fix: run \`npm ci\` once it is solved\n`,
  );
  return MACHINE_LACKS;
}

process.exitCode = main();
