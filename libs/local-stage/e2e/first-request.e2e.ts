import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  controlHeader,
  startLocalStage,
  type LocalStage,
  type LocalStageEvent,
  type TaskLine,
} from '../src';
import { groupRuns } from '../src/process-group';
import { synthesiseLocal } from '../src/testing/synthesised-workspace';

const root = join(__dirname, '../../..');
const outdir = mkdtempSync(join(tmpdir(), 'slipway-first-request-'));
const events: LocalStageEvent[] = [];
let stage: LocalStage;

beforeAll(async () => {
  synthesiseLocal(root, outdir);
  stage = await startLocalStage({ root, outdir, port: 0, onEvent: (event) => events.push(event) });
}, 60_000);

afterAll(async () => {
  await stage.close();
  rmSync(outdir, { recursive: true });
});

function quotes() {
  const service = stage.services().find(({ name }) => name === 'quotes');
  if (service?.kind !== 'http') throw new Error('quotes was not started');
  return service.tasks.flatMap(({ pid }) => pid ?? []);
}

test('every service of the workspace runs', () => {
  expect(events.filter(({ type }) => type === 'service-failed')).toEqual([]);
  expect(stage.services().filter((service) => service.kind === 'http')).toMatchObject([
    { name: 'product-pricing', state: 'healthy' },
    { name: 'quotes', state: 'healthy' },
  ]);
});

test('quotes answers without a key', async () => {
  const made = await fetch(`${stage.url}/quotes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product: 'rope', quantity: 25 }),
  });
  expect(made.status).toBe(201);
  const read = await fetch(`${stage.url}/quotes/rope-25`);
  expect(read.status).toBe(200);
  expect(await read.json()).toEqual(await made.json());
});

test('price-report runs to its end, with the prices of product-pricing', async () => {
  const response = await fetch(`${stage.url}/_slipway/run-task/price-report`, {
    method: 'POST',
    headers: { [controlHeader]: 'run-task' },
  });
  const lines = (await response.text()).trimEnd().split('\n');
  const said = lines.map((line) => JSON.parse(line) as TaskLine);
  expect(said[1]).toEqual({ type: 'log', stream: 'stdout', line: 'anchor,1,0,12900' });
  expect(said.at(-1)).toMatchObject({ type: 'ended', exitCode: 0 });
});

test('clm-router answers, a function on a capacity provider', async () => {
  const key = stage.apiKeys.find(({ service }) => service === 'clm-router');
  const response = await fetch(`${stage.url}/clm`, {
    method: 'POST',
    headers: { 'x-api-key': key?.value ?? '' },
    body: JSON.stringify({ task: 'review', pages: 12 }),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ agent: 'risk-review' });
});

test('tenant-onboarding answers with the key that the run shows', async () => {
  const onboard = (key?: string) =>
    fetch(`${stage.url}/tenants`, {
      method: 'POST',
      headers: key === undefined ? {} : { 'x-api-key': key },
      body: JSON.stringify({ name: 'acme', plan: 'standard' }),
    });
  expect((await onboard()).status).toBe(403);
  expect((await onboard('wrong')).status).toBe(403);
  const key = stage.apiKeys.find(({ service }) => service === 'tenant-onboarding');
  const onboarded = await onboard(key?.value);
  expect(onboarded.status).toBe(201);
  const { id } = (await onboarded.json()) as { id: string };
  const headers = { 'x-api-key': key?.value ?? '' };
  expect((await fetch(`${stage.url}/tenants/${id}`, { headers })).status).toBe(200);
});

test('closing leaves nothing', async () => {
  const tasks = quotes();
  expect(tasks).toHaveLength(2);
  await stage.close();
  expect(tasks.map(groupRuns)).toEqual([false, false]);
  expect(existsSync(join(root, '.slipway', 'run'))).toBe(false);
  expect(existsSync(join(root, 'apps/quotes/dist'))).toBe(false);
  await expect(fetch(stage.url)).rejects.toThrow();
});

test('quotes ends by itself when it is told to', async () => {
  const lines: string[] = [];
  const again = await startLocalStage({
    ...{ root, outdir, port: 0 },
    onEvent: (event) => {
      if (event.type === 'log' && event.service === 'quotes') lines.push(event.line);
    },
  });
  await again.close();
  expect(lines.at(-1)).toContain('Takes no more connections');
});
