import { join } from 'node:path';
import { parsePrunerSettings, settingsVariable } from '@slipway/version-pruner';
import { readStage } from './stage-input';

const root = join(__dirname, '../../..');

it('the pruner of dev reads what its function is told', () => {
  const { model } = readStage(root, 'dev');
  const text = model?.pruner?.placed.service.environment[settingsVariable];
  expect(parsePrunerSettings(text, settingsVariable)).toEqual({
    scope: { prefix: 'slipway-dev-' },
    keep: 2,
    minAgeDays: 7,
    invokedWithinDays: 30,
    cold: { keep: 3 },
    fuse: { maxDeletes: 100, maxShare: 0.5 },
    dryRun: true,
  });
});
