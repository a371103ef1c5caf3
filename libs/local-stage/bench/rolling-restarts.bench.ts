import { sampleServices, smallServices } from '../e2e/loaded-workspaces';
import { described, rollingRestarts } from '../e2e/rolling-restarts';

const load = { restarts: 200, perSecond: 40 };

test.each([
  ['sample services, which drain', sampleServices],
  ['services that end at once', smallServices.bind(undefined, 'quotes', 'pricing')],
])(
  'no request fails over 200 rolling restarts of %s',
  async (name, workspace) => {
    const outcome = await rollingRestarts(workspace(), load);
    process.stdout.write(`${name}: ${described(outcome)}`);
    expect(outcome.restarts).toBeGreaterThanOrEqual(load.restarts);
    expect(outcome.failed).toBe(0);
  },
  1_800_000,
);
