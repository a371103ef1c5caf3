import { setTimeout as delay } from 'node:timers/promises';
import { groupRuns } from '../src/process-group';
import { LoadedStage } from './loaded-stage';
import { healthCheck, smallServices } from './loaded-workspaces';
import { described, rollingRestarts } from './rolling-restarts';

jest.setTimeout(300_000);

test('no request fails while every service is restarted again and again', async () => {
  const outcome = await rollingRestarts(smallServices('quotes', 'pricing'), {
    restarts: 20,
    perSecond: 60,
  });
  process.stdout.write(described(outcome));
  expect(outcome.failed).toBe(0);
  expect(outcome.restarts).toBeGreaterThanOrEqual(20);
  expect(outcome.requests).toBeGreaterThan(100);
});

test('a task that is killed costs no more than its requests, and another takes its load', async () => {
  const stage = new LoadedStage(smallServices('quotes'));
  try {
    await stage.start();
    stage.load(200);
    await delay(2_000);
    const [killed, other] = stage.healthy('quotes');
    const killedAt = performance.now();
    process.kill(-(killed?.pid ?? 0), 'SIGKILL');
    const before = stage.requests.length;
    const underWay = stage.requests.filter(({ status }) => status === undefined);
    await stage.until(() => !stage.healthy('quotes').some(({ pid }) => pid === killed?.pid));
    const left = performance.now() - killedAt;
    // The kernel takes a moment to end a process and to say so, and until then it is sent requests.
    underWay.push(...stage.requests.slice(before));
    await stage.until(() => stage.healthy('quotes').length === 2);
    const replacedAfter = performance.now() - killedAt;
    await delay(2_000);
    await stage.unload();

    // What was not answered by the other task was on this one.
    const onKilled = underWay.filter(({ pid }) => pid !== other?.pid);
    const failed = stage.requests.filter(({ status }) => status !== 200);
    const replacement = stage.healthy('quotes').find(({ pid }) => pid !== other?.pid);
    const taken = stage.requests.filter(({ pid }) => pid === replacement?.pid);
    process.stdout.write(
      `${stage.requests.length} requests, ${onKilled.length} under way on the killed task, ${failed.length} failed; ` +
        `out of the rotation after ${left.toFixed(0)} ms, replaced after ${replacedAfter.toFixed(0)} ms, ` +
        `the replacement took ${taken.length}\n`,
    );
    expect(failed.length).toBeLessThanOrEqual(onKilled.length);
    expect(left).toBeLessThanOrEqual((healthCheck.threshold * healthCheck.interval + 1) * 1_000);
    expect(taken.length).toBeGreaterThan(10);
  } finally {
    await stage.close();
  }
});

test('a task that hangs leaves the rotation when its health checks have failed', async () => {
  const stage = new LoadedStage(smallServices('quotes'));
  const { interval, timeout, threshold } = healthCheck;
  try {
    await stage.start();
    stage.load(20);
    await stage.checked('quotes');
    // As long before the next check as an interval outlasts a check that gets no answer.
    await delay(timeout * 1_000);
    const frozen = stage.healthy('quotes').find(({ number }) => number === 1)?.pid ?? 0;
    const frozenAt = performance.now();
    process.kill(-frozen, 'SIGSTOP');
    await stage.until(() => !stage.healthy('quotes').some(({ pid }) => pid === frozen));
    const seconds = (performance.now() - frozenAt) / 1_000;
    await stage.until(() => stage.healthy('quotes').length === 2);
    process.kill(-frozen, 'SIGKILL');
    await stage.unload();
    process.stdout.write(
      `out of the rotation ${seconds.toFixed(1)} s after it hung: ` +
        `${threshold} checks, one every ${interval} s\n`,
    );
    // Not before the last check has had its time, even where the machine is too busy to freeze it in time.
    expect(seconds).toBeGreaterThanOrEqual((threshold - 1) * interval + timeout - 1);
    expect(seconds).toBeLessThanOrEqual((threshold + 1) * interval + 1);
  } finally {
    await stage.close();
  }
});

test('closing under load ends what is under way, and leaves no process', async () => {
  const stage = new LoadedStage(smallServices('quotes'));
  await stage.start();
  stage.load(100);
  await delay(500);
  const pids = stage.healthy('quotes').map(({ pid = 0 }) => pid);
  await stage.close();
  expect(pids.map(groupRuns)).toEqual([false, false]);
});
