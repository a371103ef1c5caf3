import * as fc from 'fast-check';
import type { EcsConfig } from './ecs-config';
import { placementCount, placementOf } from './placement';

const config = (subnets: readonly string[], capacityProviders?: readonly string[]): EcsConfig => ({
  kind: 'ecs',
  cluster: 'arn:aws:ecs:eu-west-1:111122223333:cluster/agents',
  taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/agent:1',
  container: 'agent',
  subnets: [...subnets],
  securityGroups: ['sg-1'],
  ...(capacityProviders && { capacityProviders: [...capacityProviders] }),
});

const names = (prefix: string) =>
  fc.integer({ min: 1, max: 6 }).map((n) => Array.from({ length: n }, (_, i) => `${prefix}${i}`));

describe('placementOf', () => {
  test('failure mode 6: the variants of a run are all placements, each once, then over again', () => {
    fc.assert(
      fc.property(
        fc.string(),
        names('subnet-'),
        names('provider-'),
        (runId, subnets, providers) => {
          const one = config(subnets, providers);
          const count = placementCount(one);
          expect(count).toBe(subnets.length * providers.length);
          const placements = Array.from({ length: count }, (_, variant) =>
            JSON.stringify(placementOf(one, { runId, variant })),
          );
          expect(new Set(placements).size).toBe(count);
          expect(JSON.stringify(placementOf(one, { runId, variant: count }))).toBe(placements[0]);
        },
      ),
    );
  });

  test('the first capacity provider has a try in every subnet before the second one has any', () => {
    const one = config(['a', 'b', 'c'], ['FARGATE_SPOT', 'FARGATE']);
    const providers = [0, 1, 2, 3, 4, 5].map(
      (variant) => placementOf(one, { runId: 'run', variant }).capacityProvider,
    );
    expect(providers).toEqual([
      ...Array<string>(3).fill('FARGATE_SPOT'),
      ...Array<string>(3).fill('FARGATE'),
    ]);
  });

  test('runs begin at different subnets, and one run always at the same', () => {
    const one = config(['a', 'b', 'c']);
    const firsts = Array.from({ length: 60 }, (_, i) =>
      placementOf(one, { runId: `run-${i}`, variant: 0 }),
    );
    expect(new Set(firsts.map(({ subnet }) => subnet))).toEqual(new Set(['a', 'b', 'c']));
    expect(firsts[7]).toEqual(placementOf(one, { runId: 'run-7', variant: 0 }));
    expect(firsts[0]).not.toHaveProperty('capacityProvider');
  });
});
