import { parseBackends, parseLimits, parseRetention } from './environment';

function problemsOf(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    return error;
  }
}

test('reads backends and tasks, with what a task need not say', () => {
  const text = JSON.stringify({
    backends: { process: { kind: 'process', command: 'true' } },
    tasks: { work: { backends: ['process'] } },
  });
  expect(parseBackends(text).tasks.work).toMatchObject({ maxAttempts: 3, failover: false });
});

test.each([
  [undefined, ['must be set']],
  ['{', [expect.stringMatching(/^must be JSON/)]],
  [
    JSON.stringify({ backends: { a: { kind: 'lambda' } }, tasks: {} }),
    [expect.stringMatching(/^backends\.a\.kind: /)],
  ],
  [
    JSON.stringify({ backends: { a: { kind: 'agentcore', qualifier: 'x' } }, tasks: {} }),
    [expect.stringMatching(/^backends\.a\.runtimeArn: /)],
  ],
  [
    JSON.stringify({ backends: {}, tasks: { work: { backends: ['gone'] } } }),
    ["tasks.work.backends: there is no backend 'gone' (there are: none)"],
  ],
])('says what is wrong with %s', (text, problems) => {
  expect(problemsOf(() => parseBackends(text))).toMatchObject({
    name: 'ConfigurationError',
    variable: 'ORCHESTRATOR_BACKENDS',
    problems,
  });
});

test('limits must be numbers from 1', () => {
  expect(
    problemsOf(() => parseLimits('{"perUser":0,"account":1,"deadlineSeconds":1}')),
  ).toMatchObject({
    variable: 'ORCHESTRATOR_LIMITS',
    problems: [expect.stringMatching(/^perUser: /)],
  });
});

test('retention is a number of days', () => {
  expect(parseRetention({ ORCHESTRATOR_RETENTION_DAYS: '7' })).toBe(7 * 24 * 3_600_000);
  for (const days of [undefined, '', '0', '1.5', 'a week']) {
    expect(problemsOf(() => parseRetention({ ORCHESTRATOR_RETENTION_DAYS: days }))).toMatchObject({
      variable: 'ORCHESTRATOR_RETENTION_DAYS',
    });
  }
});
