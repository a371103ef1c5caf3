import { SpanStatusCode, trace } from '@opentelemetry/api';
import { recordSpans } from '../testing/recorded-spans';
import { World } from '../testing/world';

const spans = recordSpans();

afterAll(() => trace.disable());

test('a step of a run is a span, and so is each call of its backend', async () => {
  const world = new World();
  await world.submit();
  await world.settle();
  const steps = spans.filter(({ name }) => name === 'orchestrator.advance');
  expect(steps.length).toBeGreaterThan(1);
  for (const { attributes } of steps) expect(attributes).toMatchObject({ 'run.id': 'run' });
  const calls = spans.filter(({ name }) => name.startsWith('orchestrator.backend.'));
  expect(new Set(calls.map(({ name }) => name))).toEqual(
    new Set(['orchestrator.backend.start', 'orchestrator.backend.observe']),
  );
  expect(spans.every(({ ended }) => ended)).toBe(true);
  expect(spans.every(({ status }) => status.code === SpanStatusCode.UNSET)).toBe(true);
});

test('a step that fails marks its span, which ends', async () => {
  const world = new World();
  const before = spans.length;
  await expect(world.advance('nobody')).rejects.toMatchObject({ name: 'UnknownRunError' });
  const [span] = spans.slice(before);
  expect(span).toMatchObject({
    name: 'orchestrator.advance',
    status: { code: SpanStatusCode.ERROR },
    exceptions: [{ name: 'UnknownRunError' }],
    ended: true,
  });
});

test('a step has one line, and a change its metrics, with the stage', async () => {
  const world = new World();
  await world.submit();
  await world.settle();
  const steps = world.lines.filter(({ message }) => message === 'Run advanced');
  expect(steps[0]).toMatchObject({
    stage: 'test',
    runId: 'run',
    from: 'queued',
    to: 'running',
    rows: ['admitted', 'started'],
    calls: ['start'],
  });
  const ended = world.lines.filter(({ RunsEnded }) => RunsEnded !== undefined);
  expect(ended).toMatchObject([{ RunsEnded: 1, Stage: 'test', outcome: 'succeeded' }]);
});
