import * as library from '../index';
import { directCalls } from './direct-calls';
import { FakeLambda, type FakeFunction } from './fake-lambda';
import type { Event, History, Use } from './history';
import { aliased, needed, numbers, remaining } from './oracle';
import { prune, type Library } from './prune';

/** A run was killed. */
class Crash extends Error {}

/** A version went that must stay, or stayed that must go. */
export class Violation extends Error {}

/** Aliases that lead to a version, as the run was last told. */
type Seen = Map<number, boolean>;

/**
 * Plays a history against the fake and looks at every delete; at its end a run that nobody disturbs
 * must leave exactly what is needed.
 * @throws Violation
 */
export async function playHistory(history: History, lib: Library = library): Promise<void> {
  const fake = new FakeLambda();
  fake.recording = false;
  fake.looksUntilGone = 1;
  fake.providers.set('agents', []);
  const quotes = fake.addFunction('quotes');
  let violation: string | undefined;
  fake.onDelete = (_, version) => {
    const number = Number(version);
    const why = needed(fake, quotes, number, history);
    const broken =
      why ??
      (seen === undefined
        ? 'nobody looked at the aliases right before'
        : seen.get(number)
          ? 'an alias leads to it'
          : undefined);
    if (broken !== undefined) violation ??= `deleted ${version}: ${broken}`;
  };
  // What the pruner can know right before a delete is what the last call said, if that listed the aliases.
  let seen: Seen | undefined;
  let listed: Seen | undefined;
  const changes = {
    keep: history.keep,
    minAgeDays: history.minAgeDays,
    ...(history.cold > 0 && { cold: { keep: history.cold } }),
  };
  const look = (operation: string): void => {
    // Looks after deletes that are still going on come in between; they do not change what was seen.
    if (operation === 'GetFunction') return;
    seen = operation === 'DeleteFunction' ? listed : undefined;
    listed =
      operation === 'ListAliases'
        ? new Map(numbers(quotes).map((number) => [number, aliased(quotes, number)]))
        : undefined;
  };
  const run = async (event: Extract<Event, { does: 'prune' }>): Promise<void> => {
    let count = 0;
    let dead = false;
    const calls = directCalls(fake, lib.CallError);
    const mortal = new Proxy(calls, {
      get: (target, name: keyof typeof calls) => {
        // What a killed process still had on its way never arrives.
        if (dead) throw new Crash();
        return target[name];
      },
    });
    fake.before = ({ operation }) => {
      count += 1;
      if (event.crashAt !== undefined && count >= event.crashAt) {
        dead = true;
        throw new Crash();
      }
      for (const { at, alias, version, weigh } of event.moves) {
        if (at === count) setAlias(quotes, alias, version, weigh);
      }
      look(operation);
    };
    try {
      await prune(lib, fake, changes, mortal);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    fake.before = () => undefined;
  };
  for (const event of history.events) {
    if (event.does === 'prune') await run(event);
    else happen(fake, quotes, event, history);
    if (violation !== undefined) throw new Violation(violation);
  }
  settle(quotes);
  const expected = remaining(fake, quotes, history);
  await run({ does: 'prune', moves: [] });
  if (violation !== undefined) throw new Violation(violation);
  const left = numbers(quotes);
  if (left.join() !== expected.join()) {
    throw new Violation(
      `left ${left.join() || 'none'}, and needed are ${expected.join() || 'none'}`,
    );
  }
}

/** Deletes of runs that were killed come to their end. */
function settle(quotes: FakeFunction): void {
  for (const [version, { state }] of quotes.versions) {
    if (state === 'Deleting') quotes.versions.delete(version);
  }
}

function happen(
  fake: FakeLambda,
  quotes: FakeFunction,
  event: Exclude<Event, { does: 'prune' }>,
  history: History,
): void {
  switch (event.does) {
    case 'publish':
      fake.publish('quotes', {
        state: event.state,
        durable: true,
        ...(history.onProvider && { provider: 'agents' }),
      });
      return;
    case 'finish': {
      const version = quotes.versions.get(String(pick(quotes, event.version)));
      if (version?.state === 'Pending') version.state = 'Active';
      return;
    }
    case 'alias':
    case 'weigh':
      setAlias(quotes, event.alias, event.version, event.does === 'weigh');
      return;
    case 'unalias':
      quotes.aliases.delete(event.alias);
      return;
    case 'wait':
      fake.now += event.days * 86_400_000;
      return;
    default:
      useOrRelease(fake, quotes, event.by, pick(quotes, event.version), event.does === 'use');
  }
}

function pick(quotes: FakeFunction, version: number): number | undefined {
  const there = numbers(quotes).filter(
    (number) => quotes.versions.get(String(number))?.state !== 'Deleting',
  );
  return there[version % there.length];
}

function setAlias(quotes: FakeFunction, alias: string, version: number, weigh: boolean): void {
  const number = pick(quotes, version);
  if (number === undefined) return;
  const known = quotes.aliases.get(alias);
  if (!weigh) quotes.aliases.set(alias, { version: String(number), weights: {} });
  else if (known) known.weights = { [String(number)]: 0.1 };
}

function useOrRelease(
  fake: FakeLambda,
  quotes: FakeFunction,
  by: Use,
  number: number | undefined,
  use: boolean,
): void {
  if (number === undefined) return;
  const version = String(number);
  const inSet = (set: Set<string>) => (use ? set.add(version) : set.delete(version));
  const inMap = <T>(map: Map<string, T>, value: T) =>
    use ? map.set(version, value) : map.delete(version);
  switch (by) {
    case 'policy':
      return void inMap(quotes.policies, 's3.amazonaws.com');
    case 'provisioned':
      return void inSet(quotes.provisioned);
    case 'url':
      return void inSet(quotes.urls);
    case 'invokeConfig':
      return void inSet(quotes.invokeConfigs);
    case 'durable':
      return void inMap(quotes.running, ['order-17']);
    case 'invocations':
      return void inMap(quotes.invocations, 1);
    case 'mapping': {
      const others = fake.eventSources.filter(({ qualifier }) => qualifier !== version);
      const mine = use ? [{ uuid: 'u1', functionName: 'quotes', qualifier: version }] : [];
      fake.eventSources.splice(0, Infinity, ...others, ...mine);
      return;
    }
    case 'tag':
      if (use) quotes.tags['slipway:keep-versions'] = version;
      else delete quotes.tags['slipway:keep-versions'];
  }
}
