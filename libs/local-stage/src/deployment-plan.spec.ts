import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import { nextStep, type DeploymentLimits, type PlannedTask } from './deployment-plan';

const usual: DeploymentLimits = {
  desiredCount: 2,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
};
const old: PlannedTask = { current: false, healthy: true };
const sickOld: PlannedTask = { current: false, healthy: false };
const fresh: PlannedTask = { current: true, healthy: false };
const current: PlannedTask = { current: true, healthy: true };

test.each<[string, readonly PlannedTask[], Partial<DeploymentLimits>, number, PlannedTask[]]>([
  ['starts what is missing', [], {}, 2, []],
  ['has nothing to do', [current, current], {}, 0, []],
  ['replaces one that ended', [current], {}, 1, []],
  ['starts new ones before it stops old ones', [old, old], {}, 2, []],
  ['waits until they are healthy', [old, old, fresh, fresh], {}, 0, []],
  ['stops one old for each that is healthy', [old, old, current, fresh], {}, 0, [old]],
  ['stops all old ones at the end', [old, old, current, current], {}, 0, [old, old]],
  ['starts as many as the maximum allows', [old, old], { maximumPercent: 150 }, 1, []],
  [
    'makes room where there is none',
    [old, old],
    { minimumHealthyPercent: 50, maximumPercent: 100 },
    0,
    [old],
  ],
  [
    'stops the unhealthy one first',
    [old, sickOld],
    { minimumHealthyPercent: 50, maximumPercent: 100 },
    0,
    [sickOld],
  ],
  ['starts another before it stops an unhealthy one', [current, sickOld], {}, 1, []],
  ['stops an unhealthy one that is replaced', [current, sickOld, current], {}, 0, [sickOld]],
])('%s', (_, tasks, limits, start, stop) => {
  expect(nextStep(tasks, { ...usual, ...limits })).toEqual({ start, stop });
});

/** A deployment from `desiredCount` old tasks on, in which every new task gets healthy. */
function deploy(limits: DeploymentLimits, healthyAtOnce: readonly boolean[]) {
  const { desiredCount } = limits;
  let tasks = Array.from({ length: desiredCount }, () => ({ current: false, healthy: true }));
  const most: number[] = [];
  const fewestHealthy: number[] = [];
  for (let turn = 0; turn < 100; turn++) {
    const { start, stop } = nextStep(tasks, limits);
    if (start === 0 && stop.length === 0 && tasks.every(({ healthy }) => healthy)) break;
    tasks = tasks.filter((task) => !stop.includes(task));
    fewestHealthy.push(tasks.filter(({ healthy }) => healthy).length);
    const started = Array.from({ length: start }, () => ({ current: true, healthy: false }));
    tasks.push(...started);
    most.push(tasks.length);
    // In each turn some of the new ones get healthy, and at least one.
    tasks
      .filter(({ healthy }) => !healthy)
      .forEach((task, index) => {
        task.healthy =
          index === 0 || (healthyAtOnce[(turn + index) % healthyAtOnce.length] ?? true);
      });
  }
  return { tasks, most: Math.max(...most), fewestHealthy: Math.min(...fewestHealthy) };
}

test('a deployment that can go on ends, within its limits', () => {
  const limits = record({
    desiredCount: integer({ min: 1, max: 12 }),
    minimumHealthyPercent: constantFrom(0, 33, 50, 75, 100),
    maximumPercent: constantFrom(100, 125, 150, 200),
  }).filter(
    ({ desiredCount, minimumHealthyPercent, maximumPercent }) =>
      Math.ceil((desiredCount * minimumHealthyPercent) / 100) <
      Math.floor((desiredCount * maximumPercent) / 100),
  );
  assert(
    property(limits, array(boolean(), { minLength: 1 }), (given, healthyAtOnce) => {
      const { tasks, most, fewestHealthy } = deploy(given, healthyAtOnce);
      const { desiredCount, minimumHealthyPercent, maximumPercent } = given;
      expect(tasks).toEqual(Array.from({ length: desiredCount }, () => current));
      expect(most).toBeLessThanOrEqual(Math.floor((desiredCount * maximumPercent) / 100));
      expect(fewestHealthy).toBeGreaterThanOrEqual(
        Math.min(desiredCount, Math.ceil((desiredCount * minimumHealthyPercent) / 100)),
      );
    }),
  );
});
