import fc from 'fast-check';
import { topologyOf, type PicturedTable, type Topology } from './topology';

const none = new Map<string, string>();
const names = { byTargetGroup: none, byFunction: none };
const notFound = { type: 'fixed-response' };

/** A table with ALBs of so many services each, behind one API and NLB, and functions beside them. */
function tableWith(balancers: readonly number[], functions = 0): PicturedTable {
  const functionRoutes = Array.from({ length: functions }, (_, index) => ({
    integration: { type: 'AWS_PROXY', functionName: `fn${index}` },
  }));
  return {
    restApis: [
      {
        name: 'api',
        routes: [
          { integration: { type: 'HTTP_PROXY', networkLoadBalancer: 'nlb' } },
          ...functionRoutes,
        ],
      },
    ],
    networkListeners: balancers.map((_, index) => ({
      ...{
        networkLoadBalancer: 'nlb',

        applicationLoadBalancer: `alb${index}`,
      },
    })),
    applicationListeners: balancers.map((services, balancer) => ({
      applicationLoadBalancer: `alb${balancer}`,
      rules: Array.from({ length: services }, (_, index) => ({
        action: { type: 'forward', targetGroup: `s${balancer}-${String(index).padStart(3, '0')}` },
      })),
      defaultAction: notFound,
    })),
  };
}

function labels({ nodes }: Topology, kind: string): string[] {
  return nodes.filter((node) => node.kind === kind).map(({ label }) => label);
}

test('leads from the API through the load balancers to the tasks', () => {
  const topology = topologyOf(tableWith([1], 1), {
    byTargetGroup: new Map([['s0-000', 'quotes']]),
    byFunction: new Map([['fn0', 'onboarding']]),
  });
  expect(topology.edges).toEqual([
    { from: 'REST API:api', to: 'NLB:nlb' },
    { from: 'NLB:nlb', to: 'ALB:alb0' },
    { from: 'REST API:api', to: 'service:onboarding' },
    { from: 'ALB:alb0', to: 'service:quotes' },
    { from: 'service:quotes', to: 'tasks:quotes' },
  ]);
});

test('an API that reaches the ALB itself has no NLB', () => {
  const topology = topologyOf(
    {
      ...{ networkListeners: [], applicationListeners: [] },
      restApis: [
        {
          name: 'api',
          routes: [{ integration: { type: 'HTTP_PROXY', applicationLoadBalancer: 'alb' } }],
        },
      ],
    },
    names,
  );
  expect(topology.edges).toEqual([{ from: 'REST API:api', to: 'ALB:alb' }]);
});

test('a rule that weighs target groups leads to each of them', () => {
  const groups = [{ targetGroup: 'blue' }, { targetGroup: 'green' }];
  const [listener] = tableWith([0]).applicationListeners;
  if (!listener) throw new Error('no listener');
  const rules = [{ action: { type: 'weighted-forward', targetGroups: groups } }];
  const applicationListeners = [{ ...listener, rules }];
  expect(labels(topologyOf({ ...tableWith([0]), applicationListeners }, names), 'service')).toEqual(
    ['blue', 'green'],
  );
});

test('a wide fan-out is eleven services and one box for the others', () => {
  const topology = topologyOf(tableWith([85]), names);
  expect(labels(topology, 'service')).toHaveLength(11);
  expect(labels(topology, 'services')).toEqual(['and 74 more']);
  expect(labels(topologyOf(tableWith([12]), names), 'service')).toHaveLength(12);
});

test('every service is in the picture once, and it stays small', () => {
  const balancers = fc.array(fc.nat({ max: 85 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(balancers, fc.nat({ max: 40 }), (sizes, functions) => {
      const { nodes, edges } = topologyOf(tableWith(sizes, functions), names);
      const shown = nodes
        .filter(({ kind }) => kind !== 'tasks')
        .flatMap(({ services }) => services);
      expect(shown).toHaveLength(new Set(shown).size);
      expect(shown).toHaveLength(sizes.reduce((sum, size) => sum + size, 0) + functions);
      expect(nodes.length).toBeLessThanOrEqual(160);
      const ids = new Set(nodes.map(({ id }) => id));
      expect(edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
    }),
  );
});
