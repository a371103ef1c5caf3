import { functionService, httpService, sampleStage } from '../testing/samples';
import { floorCosts } from './floor-costs';

const stage = sampleStage({
  capacityProviders: {
    agents: {
      owner: 'platform-team',
      architecture: 'arm64',
      scaling: { mode: 'auto', maxVcpu: 64 },
      excludeZoneIds: [],
      versions: 2,
    },
  },
});

function managed(name: string, owner: string, floor?: { min: number; busy: number }) {
  const service = functionService(name, { owner });
  const window = { days: ['mon' as const], from: '08:00', to: '20:00', max: 20 };
  return {
    ...service,
    function: {
      ...service.function,
      ...{ capacityProvider: 'agents', memory: 8192, memoryPerVcpu: 4 as const },
      floor: floor && {
        ...{ min: floor.min, max: 20, timezone: 'UTC' },
        windows: [{ ...window, min: floor.busy }],
      },
    },
  };
}

test('a floor holds the environments of its busiest window, for each version that is kept', () => {
  const [cost] = floorCosts(stage, [managed('router', 'team-a', { min: 0, busy: 5 })]);
  expect(cost).toEqual({
    ...{ service: 'router', owner: 'team-a', capacityProvider: 'agents' },
    ...{ versions: 2, environments: 5, vcpu: 2, held: 20 },
  });
});

test('without a floor a version holds the three environments that Lambda starts', () => {
  expect(floorCosts(stage, [managed('router', 'team-a')])).toMatchObject([
    { environments: 3, held: 12 },
  ]);
});

test('only functions on a provider of the stage hold any, by owner and name', () => {
  const services = [
    managed('b', 'team-b'),
    managed('z', 'team-a'),
    managed('a', 'team-b'),
    functionService('shared'),
    httpService('quotes'),
  ];
  expect(floorCosts(stage, services).map(({ service }) => service)).toEqual(['z', 'a', 'b']);
  expect(floorCosts(sampleStage(), services)).toEqual([]);
});
