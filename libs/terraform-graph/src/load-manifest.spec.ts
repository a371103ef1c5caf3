import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotSynthesisedError, StaleSynthError } from './errors';
import { loadManifest } from './load-manifest';
import { writeStage } from './testing/stage-folder';

let outdir: string;
let manifest: unknown;

beforeEach(() => {
  ({ outdir, manifest } = writeStage({ 'dev-networking': {}, 'dev-compute': {} }));
});

afterEach(() => rmSync(outdir, { recursive: true, force: true }));

/** What loading the stage `dev` throws. */
function failure(stage = 'dev'): unknown {
  try {
    return loadManifest(outdir, { stage });
  } catch (error) {
    return error;
  }
}

function file(name: string): string {
  return join(outdir, name);
}

test('a whole synth is read', () => {
  expect(loadManifest(outdir, { stage: 'dev' })).toEqual(manifest);
});

test.each([
  ['a folder without slipway.json', () => rmSync(file('slipway.json'))],
  ['no folder', () => rmSync(outdir, { recursive: true })],
])('%s is not synthesised', (_, breakIt) => {
  breakIt();
  expect(failure()).toBeInstanceOf(NotSynthesisedError);
  expect(failure()).toMatchObject({
    message: `${outdir} holds no synthesised stage: run \`npx slipway synth --stage dev\`.`,
  });
});

test.each([
  ['slipway.json is not whole JSON', () => truncateSync(file('slipway.json'), 20)],
  ['slipway.json names no stacks and services', () => writeFileSync(file('slipway.json'), '[]')],
  [
    'slipway.json has version 2, this slipway reads 1',
    () =>
      writeFileSync(file('slipway.json'), JSON.stringify({ ...(manifest as object), version: 2 })),
  ],
  [
    'stacks/dev-compute/cdk.tf.json of the stack dev-compute is missing',
    () => rmSync(file('stacks/dev-compute/cdk.tf.json')),
  ],
  [
    'stacks/dev-networking/cdk.tf.json is not what the last synth wrote',
    () => writeFileSync(file('stacks/dev-networking/cdk.tf.json'), '{ }'),
  ],
])('%s: it is stale', (reason, breakIt) => {
  breakIt();
  expect(failure()).toBeInstanceOf(StaleSynthError);
  expect(failure()).toMatchObject({
    message: `${outdir} cannot be used: ${reason}. Run \`npx slipway synth --stage dev\`.`,
  });
});

test('another stage is stale, and the message names both', () => {
  expect(failure('prod')).toBeInstanceOf(StaleSynthError);
  expect(failure('prod')).toMatchObject({
    message: `${outdir} cannot be used: it holds the stage \`dev\`. Run \`npx slipway synth --stage prod\`.`,
  });
});
