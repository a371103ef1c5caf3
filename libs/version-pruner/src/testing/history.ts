import * as fc from 'fast-check';

/** What happens to a function in a history; a version is named by its number modulo those there are. */
export type Event =
  | { readonly does: 'publish'; readonly state: 'Active' | 'Failed' | 'Pending' }
  | { readonly does: 'finish'; readonly version: number }
  | { readonly does: 'alias'; readonly alias: 'live' | 'beta'; readonly version: number }
  | { readonly does: 'weigh'; readonly alias: 'live' | 'beta'; readonly version: number }
  | { readonly does: 'unalias'; readonly alias: 'live' | 'beta' }
  | { readonly does: 'use'; readonly by: Use; readonly version: number }
  | { readonly does: 'release'; readonly by: Use; readonly version: number }
  | { readonly does: 'wait'; readonly days: number }
  | {
      readonly does: 'prune';
      /** The call at which the run is killed. */
      readonly crashAt?: number;
      /** An alias that is moved just before a call of the run. */
      readonly moves: readonly {
        readonly at: number;
        readonly alias: 'live' | 'beta';
        readonly version: number;
        readonly weigh: boolean;
      }[];
    };

export const uses = [
  ...['policy', 'provisioned', 'mapping', 'url', 'invokeConfig'],
  ...['durable', 'invocations', 'tag'],
] as const;

export type Use = (typeof uses)[number];

export interface History {
  readonly keep: number;
  readonly minAgeDays: number;
  readonly cold: number;
  readonly onProvider: boolean;
  readonly events: readonly Event[];
}

const version = fc.nat({ max: 7 });
const alias = fc.constantFrom('live' as const, 'beta' as const);
const by = fc.constantFrom(...uses);

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('publish' as const),
      state: fc.constantFrom('Active' as const, 'Active', 'Active', 'Failed', 'Pending'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('finish' as const), version }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('alias' as const), alias, version }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('weigh' as const), alias, version }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('unalias' as const), alias }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('use' as const), by, version }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('release' as const), by, version }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      days: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        does: fc.constant('prune' as const),
        crashAt: fc.integer({ min: 1, max: 40 }),
        moves: fc.array(
          fc.record({ at: fc.integer({ min: 1, max: 40 }), alias, version, weigh: fc.boolean() }),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: ['does', 'moves'] },
    ),
  },
);

export const history: fc.Arbitrary<History> = fc.record({
  keep: fc.integer({ min: 1, max: 3 }),
  minAgeDays: fc.constantFrom(0, 0, 5),
  cold: fc.constantFrom(0, 0, 1),
  onProvider: fc.boolean(),
  events: fc.array(event, { minLength: 3, maxLength: 14 }),
});

/** A history as a person reads it, an event a line. */
export function historyText({ events, ...settings }: History): string {
  return [
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
    ...events.map(({ does, ...rest }) => `${does} ${JSON.stringify(rest)}`),
  ].join('\n  ');
}
