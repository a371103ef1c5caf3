import { killHosts } from './hosts';
import { runKillPoints, type KillBackend, type KillReport } from './kit';

/** Every call of every scenario where KILL_POINTS is `all`; otherwise each kind of call once. */
const every = process.env.KILL_POINTS === 'all';

/**
 * Takes hosts through every backend, expects that nothing is wrong afterwards and that every call had
 * its cases, and prints what was done.
 *
 * @param names of the hosts that are killed
 */
export async function takeHosts(
  backends: readonly KillBackend[],
  names: readonly string[],
): Promise<KillReport> {
  const killed = killHosts.filter(({ name }) => names.includes(name));
  const report = await runKillPoints(backends, { killed, every });
  process.stderr.write(
    `Kill points of ${names.join(', ')}: ${report.points} points × ${report.backends} backends × ` +
      `${report.hosts} hosts, ${report.cases} cases, ${report.failures.length} failures\n`,
  );
  expect(report.failures.slice(0, 5)).toEqual([]);
  expect(Object.entries(report.calls).filter(([, kills]) => kills === 0)).toEqual([]);
  return report;
}
