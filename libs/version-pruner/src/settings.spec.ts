import { parsePrunerSettings, SettingsError, type PrunerSettings } from './settings';

const valid: PrunerSettings = {
  scope: { capacityProviders: ['agents'], prefix: 'dev-', tag: { key: 'team', value: 'a' } },
  regions: ['eu-central-1'],
  keep: 3,
  minAgeDays: 7,
  invokedWithinDays: 30,
  cold: { keep: 2 },
  fuse: { maxDeletes: 100, maxShare: 0.5 },
  dryRun: true,
  pins: ['quotes:12'],
};

function mistakesIn(value: unknown): readonly string[] {
  try {
    parsePrunerSettings(JSON.stringify(value), 'SLIPWAY_PRUNER');
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
  return [];
}

it('reads every setting', () => {
  expect(parsePrunerSettings(JSON.stringify(valid), 'SLIPWAY_PRUNER')).toEqual(valid);
});

it('leaves out what may be left out', () => {
  const { regions, cold, pins, ...least } = { ...valid, scope: { wholeAccount: true } };
  expect([regions, cold, pins]).not.toContain(undefined);
  expect(parsePrunerSettings(JSON.stringify(least), 'SLIPWAY_PRUNER')).toEqual(least);
});

it.each<[object, string]>([
  [{ keep: 0 }, 'keep is 0: it must be a whole number from 1 to 10000'],
  [{ keep: -3 }, 'keep is -3: it must be a whole number from 1 to 10000'],
  [{ keep: 1.5 }, 'keep is 1.5: it must be a whole number from 1 to 10000'],
  [{ keep: '3' }, "keep is '3': it must be a whole number from 1 to 10000"],
  [{ keep: undefined }, 'keep is missing: it must be a whole number from 1 to 10000'],
  [{ minAgeDays: -1 }, 'minAgeDays is -1: it must be a whole number from 0 to 3650'],
  [{ invokedWithinDays: 0 }, 'invokedWithinDays is 0: it must be a whole number from 1 to 455'],
  [{ cold: { keep: 0 } }, 'cold.keep is 0: it must be a whole number from 1 to 10000'],
  [{ cold: 3 }, 'cold is 3: it must be an object with keep'],
  [
    { fuse: { maxDeletes: 5, maxShare: 2 } },
    'fuse.maxShare is 2: it must be a number above 0, up to 1',
  ],
  [
    { fuse: { maxDeletes: 0, maxShare: 1 } },
    'fuse.maxDeletes is 0: it must be a whole number from 1 on',
  ],
  [{ dryRun: 'no' }, "dryRun is 'no': it must be true or false"],
  [
    { pins: ['quotes'] },
    "pins[0] is 'quotes': it must be one of the texts <function>:<version>, such as quotes:12",
  ],
  [{ regions: [] }, 'regions is []: it must be a list of names of regions, such as eu-central-1'],
  [
    { regions: ['mars'] },
    "regions[0] is 'mars': it must be one of the names of regions, such as eu-central-1",
  ],
  [
    { scope: {} },
    'scope has no condition: name capacityProviders, functions, a prefix or a tag, or set wholeAccount to true',
  ],
  [
    { scope: { wholeAccount: true, prefix: 'a' } },
    'scope has wholeAccount beside a condition: leave one of them out',
  ],
  [{ scope: { wholeAccount: false } }, 'scope.wholeAccount is false: it must be true, or left out'],
  [
    { scope: { tag: { key: 'a' } } },
    'scope.tag.value is missing: it must be a text of up to 256 characters',
  ],
  [
    { keepp: 3 },
    'keepp is no setting: those are scope, regions, keep, minAgeDays, invokedWithinDays, cold, fuse, dryRun, pins',
  ],
])('says what is wrong with %j', (changes, mistake) => {
  expect(mistakesIn({ ...valid, ...changes })).toEqual([mistake]);
});

it('reports every mistake at once, with where they stand', () => {
  const text = JSON.stringify({ ...valid, keep: 0, minAgeDays: -1 });
  expect(() => parsePrunerSettings(text, 'SLIPWAY_PRUNER')).toThrow(
    'SLIPWAY_PRUNER cannot be used:\n  keep is 0: it must be a whole number from 1 to 10000\n  minAgeDays is -1',
  );
});

it.each([undefined, '', ' '])('takes %j for settings that are not set', (text) => {
  expect(() => parsePrunerSettings(text, 'SLIPWAY_PRUNER')).toThrow('it is not set');
});

it.each(['{', 'null', '[]', '3'])('refuses %s', (text) => {
  expect(() => parsePrunerSettings(text, 'SLIPWAY_PRUNER')).toThrow(SettingsError);
});
