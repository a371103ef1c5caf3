import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '@slipway/catalog';
import { buildPlatform, readLocks, routeTableOf } from '@slipway/platform';
import { createResolver, lintRoutes, type RouteRequest } from '@slipway/routing';
import { evaluateNaively, summaryOf } from '@slipway/routing/testing';
import { loadGraph, loadManifest, routeTableFromGraph } from '@slipway/terraform-graph';
import fc from 'fast-check';
import { synthesise } from './synthesise';
import { variations, workspaceOf, type Variations } from './testing/generated-workspace';

const folders: string[] = [];

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Requests to the base paths of the services, below them and beside them. */
function requestsTo({ services }: Variations): fc.Arbitrary<RouteRequest[]> {
  const bases = services.map(({ path }, index) => ['', `service-${index}`, ...path].join('/'));
  const request = fc.record({
    method: fc.constantFrom('GET', 'PUT', 'OPTIONS', 'TRACE'),
    path: fc
      .tuple(
        fc.constantFrom('', '/', '/dev'),
        fc.constantFrom('/none', ...bases),
        fc.constantFrom('', '/', '/42', '/42/lines/', 'x', '//42', '/a%2Fb', '/;v=1'),
      )
      .map((parts) => parts.join('')),
    host: fc.constantFrom(undefined, 'api.example.com'),
  });
  return fc.array(request, { minLength: 1, maxLength: 12 });
}

const generated = variations.chain((one) => fc.tuple(fc.constant(one), requestsTo(one)));

test('the route table read from the stacks is the one that the platform derives, and every evaluator says the same of it', () => {
  fc.assert(
    fc.property(generated, ([catalogOf, requests]) => {
      const root = workspaceOf(catalogOf);
      folders.push(root);
      const catalog = loadCatalog(root);
      const { locks, findings: ofLocks } = readLocks(root, 'dev');
      const { model, findings } = buildPlatform({ catalog, stage: 'dev', locks });
      const errors = [...catalog.findings, ...ofLocks, ...findings].filter(
        ({ severity }) => severity === 'error',
      );
      expect(errors.map(({ message }) => message)).toEqual([]);
      if (!model) throw new Error('There is no model, and no finding says why.');
      const outdir = join(root, 'out');
      synthesise({ root, model, outdir });
      const graph = loadGraph(outdir, loadManifest(outdir, { stage: 'dev' }));
      const derived = routeTableOf(model);
      const read = routeTableFromGraph(graph);
      expect(read).toEqual(derived);
      expect(model.services).toHaveLength(catalogOf.services.length);
      for (const request of requests) {
        const expected = evaluateNaively(read, request);
        expect(summaryOf(createResolver(read)(request))).toBe(expected);
        expect(summaryOf(createResolver(derived)(request))).toBe(expected);
      }
      expect(lintRoutes(read)).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 120_000);
