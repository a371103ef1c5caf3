import type { FunctionInventory, QualifierUse, Reading, VersionRecord } from './inventory';
import { stateOf } from './inventory';
import { isPublishedVersion } from './qualifier';
import type { PrunerSettings } from './settings';

/** Key of the tag whose value names versions of a function that stay: `12 15`, or `all`. */
export const pinTag = 'slipway:keep-versions';

/** What a protection looks at. */
export interface Judged {
  readonly version: VersionRecord;
  readonly of: FunctionInventory;
  readonly settings: PrunerSettings;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The newest versions that hold a place among the kept ones. */
  readonly newest: ReadonlySet<string>;
}

/** Nobody asked yet: a version that nothing else protects stays until somebody has. */
export const notAsked = Symbol('not asked');

/** Evidence for a person, or undefined where the protection does not hold. */
export type Evidence = string | undefined | typeof notAsked;

export interface Protection {
  readonly id: string;
  /** Why a version that this holds for is needed, for the documentation. */
  readonly why: string;
  evidence(judged: Judged): Evidence;
}

const DAY = 24 * 60 * 60 * 1000;

const latest: Protection = {
  id: 'latest',
  why: 'It is the function itself; deleting it would delete every version.',
  evidence: ({ version }) => (version.version === '$LATEST' ? 'it is $LATEST' : undefined),
};

const latestPublished: Protection = {
  id: 'latest-published',
  why: 'On a capacity provider, invocations without a qualifier go to it.',
  evidence: ({ version }) =>
    version.version === '$LATEST.PUBLISHED' ? 'it is $LATEST.PUBLISHED' : undefined,
};

const aliasTarget: Protection = {
  id: 'alias',
  why: 'An alias sends its callers there.',
  evidence: (judged) =>
    read(judged.of.evidence.aliases, (aliases) =>
      namesOf(aliases.filter((alias) => alias.version === judged.version.version)),
    ),
};

const aliasWeight: Protection = {
  id: 'alias-weight',
  why: 'An alias sends a share of its callers there; whether AWS refuses to delete it is not documented.',
  evidence: (judged) =>
    read(judged.of.evidence.aliases, (aliases) =>
      namesOf(aliases.filter(({ weights }) => judged.version.version in weights)),
    ),
};

const newest: Protection = {
  id: 'newest',
  why: 'The newest versions are what a rollback goes to. Those that failed or are not ready hold no place.',
  evidence: (judged) =>
    judged.newest.has(judged.version.version)
      ? `it is one of the newest ${judged.settings.keep}`
      : undefined,
};

const young: Protection = {
  id: 'young',
  why: 'A deploy may not have moved its alias yet.',
  evidence({ version, settings, now }) {
    if (version.publishedAt === undefined) return 'when it was published is unknown';
    const days = (now - version.publishedAt) / DAY;
    return days < settings.minAgeDays
      ? `it is ${Math.max(0, Math.floor(days))} days old, and younger than ${settings.minAgeDays}`
      : undefined;
  },
};

const pending: Protection = {
  id: 'pending',
  why: 'It is being made; its deploy waits for it.',
  evidence: ({ version, of }) =>
    version.updating
      ? 'it is being updated'
      : read(stateOf(of, version), (state) =>
          state === 'Pending' ? `its state is ${state}` : undefined,
        ),
};

const deleting: Protection = {
  id: 'deleting',
  why: 'It is on its way out already.',
  evidence: ({ version, of }) =>
    read(stateOf(of, version), (state) =>
      state === 'Deleting' ? `its state is ${state}` : undefined,
    ),
};

const eventSource: Protection = {
  id: 'event-source-mapping',
  why: 'A queue or stream is read by it.',
  evidence: (judged) => usedBy(judged, judged.of.evidence.eventSources),
};

const provisioned: Protection = {
  id: 'provisioned-concurrency',
  why: 'Somebody pays to keep it warm.',
  evidence: (judged) => usedBy(judged, judged.of.evidence.provisioned),
};

const invokeConfig: Protection = {
  id: 'event-invoke-config',
  why: 'Somebody calls it asynchronously and said what becomes of failures.',
  evidence: (judged) => usedBy(judged, judged.of.evidence.invokeConfigs),
};

const url: Protection = {
  id: 'function-url',
  why: 'It answers under an address of its own.',
  evidence: (judged) => usedBy(judged, judged.of.evidence.urls),
};

const policy: Protection = {
  id: 'resource-policy',
  why: 'Somebody may invoke this very version: an API by an API stage variable, a bucket, a topic, a replica of Lambda@Edge.',
  evidence: ({ version, of }) =>
    read(of.ofVersion.get(version.version)?.policy, (principals) =>
      principals.length > 0 ? `its policy lets in ${principals.join(', ')}` : undefined,
    ),
};

const durable: Protection = {
  id: 'durable-execution',
  why: 'A running execution replays on the version that it began with.',
  evidence: ({ version, of }) =>
    version.durable
      ? read(of.ofVersion.get(version.version)?.running, (running) =>
          running.length > 0 ? `${running.length} run, such as ${running[0]}` : undefined,
        )
      : undefined,
};

const invoked: Protection = {
  id: 'recent-invocation',
  why: 'Somebody calls it by its number, whatever the lists say.',
  evidence: ({ version, of, settings }) =>
    read(of.ofVersion.get(version.version)?.invocations, (count) =>
      count > 0 ? `${count} invocations within ${settings.invokedWithinDays} days` : undefined,
    ),
};

const replica: Protection = {
  id: 'edge-replica',
  why: 'CloudFront removes replicas of Lambda@Edge itself.',
  evidence: ({ version }) =>
    version.masterArn === undefined ? undefined : `it is a replica of ${version.masterArn}`,
};

const pinned: Protection = {
  id: 'pin',
  why: 'Somebody said in the settings that it stays.',
  evidence: ({ version, of, settings }) =>
    settings.pins?.includes(`${of.name}:${version.version}`) ? 'the settings pin it' : undefined,
};

const pinnedByTag: Protection = {
  id: 'pin-tag',
  why: 'Somebody said by a tag of the function that it stays.',
  evidence: ({ version, of }) =>
    read(of.evidence.tags, (tags) => {
      const value = tags[pinTag];
      if (value === undefined) return undefined;
      const names = value.split(/\s+/).filter((name) => name !== '');
      if (names.includes('all') || names.includes(version.version)) {
        return `tag ${pinTag} is "${value}"`;
      }
      return names.every(isPublishedVersion) ? undefined : `tag ${pinTag} says "${value}"`;
    }),
};

/** Every protection. A version that any of them holds for stays as it is. */
export const protections: readonly Protection[] = [
  latest,
  latestPublished,
  replica,
  pinned,
  newest,
  young,
  pending,
  deleting,
  aliasTarget,
  aliasWeight,
  eventSource,
  provisioned,
  invokeConfig,
  url,
  pinnedByTag,
  policy,
  durable,
  invoked,
];

/** What could not be read protects, and so does what was not asked. */
function read<T>(
  reading: Reading<T> | undefined,
  evidence: (value: T) => string | undefined,
): Evidence {
  if (reading === undefined) return notAsked;
  return 'unread' in reading ? reading.unread : evidence(reading.value);
}

/** Whether a version is used by its number, or under a name that leads to nobody knows which version. */
function usedBy(judged: Judged, reading: Reading<readonly QualifierUse[]> | undefined): Evidence {
  const { evidence } = judged.of;
  return read(reading, (uses) => {
    const aliases = evidence.aliases && 'value' in evidence.aliases ? evidence.aliases.value : [];
    const names = new Set(['', '$LATEST', '$LATEST.PUBLISHED', ...aliases.map(({ name }) => name)]);
    const found = uses.filter(({ qualifier }) =>
      isPublishedVersion(qualifier)
        ? qualifier === judged.version.version
        : // An alias keeps what it leads to by a protection of its own.
          !names.has(qualifier),
    );
    const [first] = found;
    if (first === undefined) return undefined;
    return isPublishedVersion(first.qualifier)
      ? `${first.what} uses it`
      : `${first.what} uses ${first.qualifier}, which leads to an unknown version`;
  });
}

function namesOf(aliases: readonly { readonly name: string }[]): string | undefined {
  if (aliases.length === 0) return undefined;
  const names = aliases.map(({ name }) => name).sort();
  return `alias ${names.join(', ')}`;
}
