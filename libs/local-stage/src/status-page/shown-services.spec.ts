import { shownServices } from './shown-services';

test('shows what each kind of service is up to', () => {
  const shown = shownServices([
    {
      name: 'a',
      kind: 'http',
      state: 'healthy',
      tasks: [{ number: 1, health: 'healthy', port: 4001, pid: 7 }],
    },
    { name: 'b', kind: 'http', state: 'failed', tasks: [] },
    { name: 'c', kind: 'function', runsHere: true },
    { name: 'd', kind: 'function', runsHere: false },
    { name: 'e', kind: 'batch' },
  ]);
  expect(shown.map(({ state, level }) => `${state}: ${level}`)).toEqual([
    'healthy: good',
    'failed: bad',
    'runs on request: good',
    'does not run here: bad',
    'runs when started: good',
  ]);
  expect(shown.flatMap(({ tasks }) => tasks)).toEqual([{ port: 4001, pid: 7 }]);
});
