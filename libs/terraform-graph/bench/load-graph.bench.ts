import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createResolver } from '@slipway/routing';
import { loadGraph, loadManifest, readRouteTable, stageFactsOf } from '../src';
import { largeStage } from '../src/testing/large-stage';
import { writeStage } from '../src/testing/stage-folder';

const services = 1_000;
const runs = 5;

/** What 1,000 services may take to load, and what the whole process may hold then. */
const largestMs = 1_000;
const largestMegabytes = 300;

const { outdir, manifest } = writeStage(largeStage(services));

afterAll(() => rmSync(outdir, { recursive: true }));

function measure(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

test('a stage of 1,000 services loads', () => {
  let resources = 0;
  let megabytes: number | undefined;
  const pairs = Array.from({ length: runs }, () => ({
    parsed: measure(() => {
      for (const { file } of Object.values(manifest.stacks)) {
        const content = readFileSync(join(outdir, file));
        createHash('sha256').update(content).digest('hex');
        JSON.parse(content.toString());
      }
    }),
    loaded: measure(() => {
      const graph = loadGraph(outdir, loadManifest(outdir, { stage: 'dev' }));
      const { table, problems } = readRouteTable(graph);
      expect(problems).toEqual([]);
      expect(stageFactsOf(graph).ecsServices.size).toBeGreaterThanOrEqual(services);
      const resolution = createResolver(table)({ method: 'GET', path: '/service-999/1' });
      expect(resolution.outcome).toBe('target-group');
      resources = [...graph.resources.values()].flat().length;
      // Later runs hold what the earlier ones left behind too.
      megabytes ??= process.memoryUsage().rss / 1_048_576;
    }),
  }));
  const loaded = median(pairs.map((pair) => pair.loaded));
  const parsed = median(pairs.map((pair) => pair.parsed));
  const ratio = median(pairs.map((pair) => pair.loaded / pair.parsed));
  process.stdout.write(
    `${resources} resources load in ${loaded.toFixed(0)} ms, reading, hashing and JSON.parse alone ${parsed.toFixed(0)} ms, ratio ${ratio.toFixed(2)}; the process with the test runner holds ${megabytes?.toFixed(0)} MB\n`,
  );
  expect(resources).toBeGreaterThanOrEqual(15 * services);
  expect(loaded).toBeLessThanOrEqual(largestMs);
  expect(megabytes).toBeLessThanOrEqual(largestMegabytes);
});
