import type { FakeFunction, FakeLambda, FakeVersion } from './fake-lambda';
import type { History } from './history';

/*
 * What must stay and what must go, said from the state of the fake alone. It shares no code with the
 * library, so that a mistake of the one is not one of the other.
 */

const DAY = 86_400_000;

type Rules = Pick<History, 'keep' | 'minAgeDays' | 'cold'>;

/** Why a version must stay, or undefined where nothing needs it. Aliases are looked at apart. */
export function needed(
  fake: FakeLambda,
  of: FakeFunction,
  number: number,
  rules: Rules,
): string | undefined {
  const version = String(number);
  const record = of.versions.get(version);
  if (!record) return undefined;
  if (record.state === 'Pending' || record.state === 'Deleting') return record.state;
  if (fake.now - record.publishedAt < rules.minAgeDays * DAY) return 'young';
  if (newestNumbers(of, rules.keep).includes(number)) return 'newest';
  if (of.policies.has(version)) return 'policy';
  if (of.provisioned.has(version)) return 'provisioned';
  if (of.urls.has(version)) return 'url';
  if (of.invokeConfigs.has(version)) return 'invoke config';
  if (fake.eventSources.some(({ qualifier }) => qualifier === version)) return 'mapping';
  if (record.durable && (of.running.get(version)?.length ?? 0) > 0) return 'running';
  if ((of.invocations.get(version) ?? 0) > 0) return 'invoked';
  if (of.tags['slipway:keep-versions']?.split(' ').includes(version)) return 'tag';
  return undefined;
}

/** Whether an alias sends anybody to a version. */
export function aliased(of: FakeFunction, number: number): boolean {
  for (const { version, weights } of of.aliases.values()) {
    if (version === String(number) || Object.keys(weights).includes(String(number))) return true;
  }
  return false;
}

function newestNumbers(of: FakeFunction, keep: number): number[] {
  return numbers(of)
    .filter((number) => works(of.versions.get(String(number))))
    .slice(-keep);
}

function works(record: FakeVersion | undefined): boolean {
  return record !== undefined && !['Failed', 'Pending', 'Deleting'].includes(record.state);
}

/** Numbers of the versions there are, the oldest first. */
export function numbers(of: FakeFunction): number[] {
  return [...of.versions.keys()]
    .map(Number)
    .filter((number) => number > 0)
    .sort((a, b) => a - b);
}

/** The versions that are left once everything has gone that may. */
export function remaining(fake: FakeLambda, of: FakeFunction, rules: Rules): number[] {
  const free = numbers(of).filter(
    (number) => needed(fake, of, number, rules) === undefined && !aliased(of, number),
  );
  const cold = free
    .filter((number) => works(of.versions.get(String(number))))
    .slice(free.length === 0 || rules.cold === 0 ? Number.POSITIVE_INFINITY : -rules.cold);
  return numbers(of).filter((number) => !free.includes(number) || cold.includes(number));
}
