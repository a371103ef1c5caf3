import type { PrunerSettings } from '@slipway/catalog';
import { derivePlatform } from '../build-platform';
import { functionsOf } from '../stage-functions';
import { functionService, lockedFor, sampleStage } from '../testing/samples';

const settings: PrunerSettings = {
  owner: 'platform-team',
  schedule: { expression: 'cron(0 4 * * ? *)', timezone: 'Europe/Berlin' },
  dryRun: false,
  keep: 2,
  cold: { keep: 3 },
  minAgeDays: 7,
  invokedWithinDays: 30,
  fuse: { maxDeletes: 100, maxPercent: 50 },
  pins: ['router:12'],
};

function derived(changes: Partial<PrunerSettings> = {}, name = 'router') {
  const stage = sampleStage({ pruner: { ...settings, ...changes } });
  const service = functionService(name);
  const router = { ...service, function: { ...service.function, image: true } };
  const services = [router];
  return derivePlatform({ stage, services, locks: lockedFor(stage, services) });
}

function told(changes: Partial<PrunerSettings> = {}): unknown {
  const { model } = derived(changes);
  return JSON.parse(model.pruner?.placed.service.environment['SLIPWAY_PRUNER'] ?? '');
}

it('is a function among those of the stage, called by its schedule', () => {
  const { model } = derived();
  const pruner = functionsOf(model).find(({ service }) => service.name === 'version-pruner');
  expect(pruner).toBe(model.pruner?.placed);
  expect(pruner?.service.schedules).toEqual([
    { name: 'prune', expression: 'cron(0 4 * * ? *)', timezone: 'Europe/Berlin' },
  ]);
  expect(pruner?.names.functionName).toBe('slipway-dev-version-pruner');
});

it('looks at the functions of its stage alone, and knows pinned ones by their names in AWS', () => {
  expect(told()).toEqual({
    scope: { prefix: 'slipway-dev-' },
    keep: 2,
    minAgeDays: 7,
    invokedWithinDays: 30,
    cold: { keep: 3 },
    fuse: { maxDeletes: 100, maxShare: 0.5 },
    dryRun: false,
    pins: [expect.stringMatching(/^slipway-dev-router-[a-z0-9]{6}:12$/)],
  });
});

it('has neither a cold tier nor pins where the file asks for none', () => {
  const without = told({ cold: { keep: 0 }, pins: [] });
  expect(without).not.toHaveProperty('cold');
  expect(without).not.toHaveProperty('pins');
});

it('leaves its name to no service', () => {
  const { findings } = derived({ pins: [] }, 'version-pruner');
  expect(findings.filter(({ rule }) => rule === 'SLP2302')).toContainEqual(
    expect.objectContaining({
      message:
        'version-pruner and the version-pruner of the stage both have a role slipway-dev-version-pruner-function',
    }),
  );
});
