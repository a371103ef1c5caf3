import { strict as assert } from 'node:assert';
import { FakeLambda } from './fake-lambda';
import { applyPlan, decisionOf, oldVersions, planOf } from './prune';
import { failing, outOfTheTable, staysAlone, type ProtectionCase } from './protection-case';

const DAY = 24 * 60 * 60 * 1000;

/** The protections of the table, each as the only one that holds. */
const ofTheTable: readonly ProtectionCase[] = [
  {
    protection: 'latest',
    name: '$LATEST stays, old as it may be',
    removal: outOfTheTable('latest'),
    check: staysAlone('latest', {
      version: '$LATEST',
      arrange: ({ versions }) => age(versions.get('$LATEST')),
    }),
  },
  {
    protection: 'latest-published',
    name: '$LATEST.PUBLISHED stays and takes no place of a version',
    removal: outOfTheTable('latestPublished'),
    check: staysAlone('latest-published', {
      provider: 'agents',
      version: '$LATEST.PUBLISHED',
      arrange: ({ versions }) => age(versions.get('$LATEST.PUBLISHED')),
    }),
  },
  {
    protection: 'newest',
    name: 'the newest version stays',
    removal: outOfTheTable('newest'),
    check: staysAlone('newest', { version: '4', arrange: () => undefined }),
  },
  {
    protection: 'young',
    name: 'a version of yesterday stays',
    removal: outOfTheTable('young'),
    check: staysAlone('young', {
      arrange: ({ versions }, { now }) => age(versions.get('1'), now - 1.5 * DAY),
      evidence: 'it is 1 days old, and younger than 7',
    }),
  },
  {
    protection: 'pending',
    name: 'a version that is being made stays',
    removal: outOfTheTable('pending'),
    check: staysAlone('pending', { arrange: ({ versions }) => set(versions.get('1'), 'Pending') }),
  },
  {
    protection: 'deleting',
    name: 'a version that is going is not deleted again',
    removal: outOfTheTable('deleting'),
    check: staysAlone('deleting', {
      arrange: ({ versions }) => {
        set(versions.get('1'), 'Deleting');
        Object.assign(versions.get('1') ?? {}, { looksUntilGone: Infinity });
      },
    }),
  },
  {
    protection: 'alias',
    name: 'the version that an alias leads to stays',
    removal: outOfTheTable('aliasTarget'),
    check: staysAlone('alias', {
      arrange: ({ aliases }) => aliases.set('live', { version: '1', weights: {} }),
      evidence: 'alias live',
    }),
  },
  {
    protection: 'alias-weight',
    name: 'a version that an alias weighs stays',
    removal: outOfTheTable('aliasWeight'),
    check: staysAlone('alias-weight', {
      arrange: ({ aliases }) => aliases.set('live', { version: '4', weights: { '1': 0.1 } }),
      evidence: 'alias live',
    }),
  },
  {
    protection: 'event-source-mapping',
    name: 'the version that a queue is read by stays',
    removal: outOfTheTable('eventSource'),
    check: staysAlone('event-source-mapping', {
      arrange: (_, { eventSources }) =>
        eventSources.push({ uuid: 'u1', functionName: 'quotes', qualifier: '1' }),
      evidence: 'event source mapping u1 uses it',
    }),
  },
  {
    protection: 'provisioned-concurrency',
    name: 'a version with provisioned concurrency stays',
    removal: outOfTheTable('provisioned'),
    check: staysAlone('provisioned-concurrency', {
      arrange: ({ provisioned }) => provisioned.add('1'),
    }),
  },
  {
    protection: 'event-invoke-config',
    name: 'a version with a configuration of asynchronous invocation stays',
    removal: outOfTheTable('invokeConfig'),
    check: staysAlone('event-invoke-config', {
      arrange: ({ invokeConfigs }) => invokeConfigs.add('1'),
    }),
  },
  {
    protection: 'function-url',
    name: 'what a function URL may lead to stays',
    removal: outOfTheTable('url'),
    check: staysAlone('function-url', { arrange: ({ urls }) => urls.add('1') }),
  },
  {
    protection: 'resource-policy',
    name: 'a version with a resource policy of its own stays',
    removal: outOfTheTable('policy'),
    check: staysAlone('resource-policy', {
      arrange: ({ policies }) => policies.set('1', 's3.amazonaws.com'),
      evidence: 's3.amazonaws.com',
    }),
  },
  {
    protection: 'durable-execution',
    name: 'a version with a running durable execution stays',
    removal: outOfTheTable('durable'),
    check: staysAlone('durable-execution', {
      arrange: ({ versions, running }) => {
        Object.assign(versions.get('1') ?? {}, { durable: true });
        running.set('1', ['order-17']);
      },
      evidence: 'order-17',
    }),
  },
  {
    protection: 'recent-invocation',
    name: 'a version that was invoked by its number stays',
    removal: outOfTheTable('invoked'),
    check: staysAlone('recent-invocation', {
      arrange: ({ invocations }) => invocations.set('1', 3),
      evidence: '3 invocations within 30 days',
    }),
  },
  {
    protection: 'edge-replica',
    name: 'a replica of Lambda@Edge stays',
    removal: outOfTheTable('replica'),
    check: staysAlone('edge-replica', {
      arrange: ({ versions }) => Object.assign(versions.get('1') ?? {}, { masterArn: 'arn:m' }),
    }),
  },
  {
    protection: 'pin',
    name: 'a version that the settings pin stays',
    removal: outOfTheTable('pinned'),
    check: staysAlone('pin', { arrange: () => undefined, settings: { pins: ['quotes:1'] } }),
  },
  {
    protection: 'pin-tag',
    name: 'a version that a tag of its function names stays',
    removal: outOfTheTable('pinnedByTag'),
    check: staysAlone('pin-tag', {
      arrange: ({ tags }) => Object.assign(tags, { 'slipway:keep-versions': '9 1' }),
    }),
  },
];

/** What could not be read protects: with the protection that it would have decided. */
const unreadable: readonly (readonly [
  operation: string,
  protections: readonly string[],
  version?: string,
])[] = [
  ['ListAliases', ['alias', 'alias-weight']],
  ['ListEventSourceMappings', ['event-source-mapping']],
  ['ListProvisionedConcurrencyConfigs', ['provisioned-concurrency']],
  ['ListFunctionEventInvokeConfigs', ['event-invoke-config']],
  ['ListFunctionUrlConfigs', ['function-url']],
  ['GetPolicy', ['resource-policy']],
  ['ListDurableExecutionsByFunction', ['durable-execution']],
  ['GetMetricData', ['recent-invocation']],
  // What is not known to work takes no place, so that the newest are unreadable and the oldest holds it.
  ['GetFunction', ['pending', 'deleting'], '4'],
];

const ofReading = unreadable.map(([operation, protections, version = '1']): ProtectionCase => ({
  protection: `unread ${operation}`,
  name: `nothing goes where ${operation} is denied`,
  removal: {
    file: 'protections.ts',
    find: `'unread' in reading ? reading.unread :`,
    replace: `'unread' in reading ? undefined :`,
  },
  check: staysWhereDenied(operation, protections, version),
}));

export const protectionCases: readonly ProtectionCase[] = [...ofTheTable, ...ofReading];

function age(version: { publishedAt: number } | undefined, publishedAt = 0): void {
  if (version) version.publishedAt = publishedAt;
}

function set(version: { state: string } | undefined, state: string): void {
  if (version) version.state = state;
}

function staysWhereDenied(
  operation: string,
  protections: readonly string[],
  shown: string,
): ProtectionCase['check'] {
  return async (lib) => {
    const fake = new FakeLambda();
    oldVersions(fake, 4);
    for (const version of fake.get('quotes').versions.values()) version.durable = true;
    fake.before = failing(operation);
    const plan = await planOf(lib, fake);
    const { action, reasons } = decisionOf(plan, shown);
    assert.equal(action, 'keep');
    assert.deepEqual(
      reasons.map((reason) => reason.protection),
      protections,
    );
    assert.match(reasons[0]?.evidence ?? '', new RegExp(`${operation}: AccessDeniedException`));
    await applyPlan(lib, fake, plan);
    assert.equal(fake.published('quotes').length, 4);
  };
}
