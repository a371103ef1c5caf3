import { runKillPoints } from './kit';
import { simulatedBackends } from './simulated-worlds';

test('whatever call a host dies at, nothing leaks and nothing is lost', async () => {
  const report = await runKillPoints(simulatedBackends);
  process.stderr.write(
    `Kill points: ${report.points} points × ${report.backends} backends × ${report.hosts} hosts, ` +
      `${report.cases} cases\n`,
  );
  expect(report.failures.slice(0, 5)).toEqual([]);
  // Each call that any host made has its own cases; a new one appears here with its own.
  expect(Object.values(report.calls).every((kills) => kills > 0)).toBe(true);
}, 300_000);
