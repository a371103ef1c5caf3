import { strict as assert } from 'node:assert';
import { FakeError, FakeLambda } from './fake-lambda';
import { failing, staysAlone, type ProtectionCase } from './protection-case';
import { applyPlan, decisionOf, oldVersions, planOf, prune, settings, type Library } from './prune';

const throttle = () => new FakeError('TooManyRequestsException', 429, 'Rate exceeded');

function fakeWith(count: number, provider?: string): FakeLambda {
  const fake = new FakeLambda();
  oldVersions(fake, count, provider);
  return fake;
}

/** What holds a run back besides the table of protections. */
export const guardCases: readonly ProtectionCase[] = [
  {
    protection: 'not asked',
    name: 'a version whose evidence nobody read stays',
    removal: {
      file: 'plan.ts',
      find: 'if (notAsked.length > 0) {',
      replace: 'if (Date.now() < 0) {',
    },
    check: async (lib) => {
      const version = {
        publishedAt: 0,
        codeSize: 1,
        state: 'Active',
        updating: false,
        durable: false,
      };
      const versions = ['1', '2'].map((number) => ({ ...version, version: number }));
      const of = { name: 'quotes', versions, evidence: {}, ofVersion: new Map() };
      const [, first] = lib.planFunction(of, settings, Date.now()).decisions;
      assert.deepEqual([first?.version, first?.action], ['1', 'keep']);
    },
  },
  {
    protection: 'unknown age',
    name: 'a version without a date stays',
    removal: {
      file: 'protections.ts',
      find: "return 'when it was published is unknown'",
      replace: 'return undefined',
    },
    check: staysAlone('young', {
      arrange: ({ versions }) => Object.assign(versions.get('1') ?? {}, { publishedAt: undefined }),
    }),
  },
  {
    protection: 'unknown qualifier',
    name: 'a mapping under a name that leads nobody knows where keeps everything',
    removal: { file: 'protections.ts', find: '!names.has(qualifier)', replace: 'false' },
    check: async (lib) => {
      const fake = fakeWith(4);
      fake.eventSources.push({ uuid: 'u1', functionName: 'quotes', qualifier: 'green' });
      const { plan } = await prune(lib, fake);
      assert.equal(fake.published('quotes').length, 4);
      assert.match(decisionOf(plan, '1').reasons[0]?.evidence ?? '', /uses green, which leads to/);
    },
  },
  {
    protection: 'unreadable tag',
    name: 'nothing goes where GetFunction leaves out the tags',
    removal: {
      file: 'read-evidence.ts',
      find: 'if (details?.tags) return details.tags;',
      replace: 'return details?.tags ?? {};',
    },
    check: async (lib) => {
      const fake = fakeWith(4);
      fake.hidesTags = true;
      await prune(lib, fake);
      assert.equal(fake.published('quotes').length, 4);
    },
  },
  {
    protection: 'strange tag',
    name: 'a tag that names no versions keeps everything',
    removal: {
      file: 'protections.ts',
      find: 'names.every(isPublishedVersion) ? undefined :',
      replace: 'names.length >= 0 ? undefined :',
    },
    check: async (lib) => {
      const fake = fakeWith(4);
      fake.get('quotes').tags['slipway:keep-versions'] = 'v1';
      await prune(lib, fake);
      assert.equal(fake.published('quotes').length, 4);
    },
  },
  {
    protection: 'failed holds no place',
    name: 'versions that failed go, and take no place of one that works',
    removal: { file: 'judge.ts', find: "'Failed', ", replace: '' },
    check: async (lib) => {
      const fake = fakeWith(4);
      for (const version of ['3', '4']) {
        Object.assign(fake.get('quotes').versions.get(version) ?? {}, { state: 'Failed' });
      }
      await prune(lib, fake);
      assert.deepEqual(fake.published('quotes'), ['2']);
    },
  },
  {
    protection: 'pages',
    name: 'an alias on the second page protects',
    removal: { file: 'calls.ts', find: 'marker = next;', replace: 'marker = next && undefined;' },
    check: async (lib) => {
      const fake = fakeWith(4);
      fake.get('quotes').aliases.set('a', { version: '4', weights: {} });
      fake.get('quotes').aliases.set('b', { version: '4', weights: { '1': 0.5 } });
      fake.pageSize = 1;
      await prune(lib, fake);
      assert.deepEqual(fake.published('quotes'), ['1', '4']);
    },
  },
  {
    protection: 'aliases again',
    name: 'a version that an alias weighs since the plan was made stays',
    removal: {
      file: 'apply.ts',
      find: 'if (alias !== undefined) return',
      replace: 'if (alias === version) return',
    },
    check: async (lib) => {
      const fake = fakeWith(4);
      const plan = await planOf(lib, fake);
      fake.get('quotes').aliases.set('live', { version: '4', weights: { '1': 0.1 } });
      const applied = await applyPlan(lib, fake, plan);
      assert.deepEqual(fake.published('quotes'), ['1', '4']);
      assert.equal(resultOf(applied, '1'), 'kept: alias live leads to it now');
    },
  },
  {
    protection: 'aliases at each attempt',
    name: 'a version that an alias weighs since a throttled delete stays',
    removal: {
      file: 'apply.ts',
      find: 'await aliasOf(functionName, version, calls)',
      replace: 'attempt > 1 ? undefined : await aliasOf(functionName, version, calls)',
    },
    check: async (lib) => {
      const fake = fakeWith(2);
      const plan = await planOf(lib, fake);
      let throttled = false;
      fake.before = ({ operation }) => {
        if (operation !== 'DeleteFunction' || throttled) return;
        throttled = true;
        fake.get('quotes').aliases.set('live', { version: '2', weights: { '1': 0.1 } });
        throw throttle();
      };
      await applyPlan(lib, fake, plan);
      assert.deepEqual(fake.published('quotes'), ['1', '2']);
    },
  },
  {
    protection: 'aliases before cooling',
    name: 'a version that an alias leads to since the plan was made is not cooled',
    removal: {
      file: 'apply.ts',
      find: 'if (alias !== undefined) return',
      replace: "if (alias !== undefined && action === 'delete') return",
    },
    check: async (lib) => {
      const fake = fakeWith(2, 'agents');
      fake.providers.set('agents', []);
      const plan = await planOf(lib, fake, { cold: { keep: 1 } });
      assert.equal(decisionOf(plan, '1').action, 'cool');
      fake.get('quotes').aliases.set('live', { version: '1', weights: {} });
      await applyPlan(lib, fake, plan);
      assert.equal(fake.get('quotes').versions.get('1')?.state, 'Active');
    },
  },
  {
    protection: 'qualifier',
    name: 'a delete without a number is refused, or it would remove the function',
    removal: { file: 'apply.ts', find: '  assertPublishedVersion(version);\n', replace: '' },
    check: async (lib) => {
      for (const version of ['', '$LATEST', 'live', '0', '1 ']) {
        const fake = fakeWith(2);
        const decision = { version, action: 'delete' as const, reasons: [], codeSize: 1 };
        const plan = { ...(await planOf(lib, fake)) };
        const functions = [{ name: 'quotes', decisions: [decision] }];
        await assert.rejects(
          applyPlan(lib, fake, { ...plan, functions }),
          /no number of a published/,
        );
        assert.equal(
          fake.calls.filter(({ operation }) => operation === 'DeleteFunction').length,
          0,
        );
      }
    },
  },
  {
    protection: 'verified',
    name: 'a version that is still there after the wait is reported',
    removal: {
      file: 'apply.ts',
      find: "if (result !== 'deleted') over(change);",
      replace: "if (result !== 'deleted' || version !== '') over(change);",
    },
    check: async (lib) => {
      const fake = fakeWith(2, 'agents');
      fake.looksUntilGone = Number.POSITIVE_INFINITY;
      const { applied } = await prune(lib, fake);
      assert.equal(
        resultOf(applied, '1'),
        'left: AWS took the delete, and its state is still Deleting',
      );
    },
  },
  {
    protection: 'goes on',
    name: 'a version that AWS refuses to delete keeps no other from going',
    removal: {
      file: 'apply.ts',
      find: 'if (ended) return ended;',
      replace: 'if (ended) throw error;',
    },
    check: async (lib) => {
      const fake = fakeWith(4);
      fake.before = ({ operation, qualifier }) => {
        if (operation === 'DeleteFunction' && qualifier === '1') failing(operation)({ operation });
      };
      const plan = await planOf(lib, fake);
      const applied = await applyPlan(lib, fake, plan).catch((error: Error) =>
        assert.fail(error.message),
      );
      assert.deepEqual(fake.published('quotes'), ['1', '4']);
      assert.match(resultOf(applied, '1'), /^left: DeleteFunction: AccessDeniedException/);
    },
  },
  {
    protection: 'fuse by number',
    name: 'the fuse stops more versions than it lets through',
    removal: { file: 'plan.ts', find: 'deleted > fuse.maxDeletes', replace: 'deleted < 0' },
    check: async (lib) => {
      const { functions } = await planOf(lib, fakeWith(4));
      assert.equal(
        lib.fuseTrips(functions, { maxDeletes: 2, maxShare: 1 }),
        'it would delete 3 versions, and the fuse lets 2 through',
      );
      assert.equal(lib.fuseTrips(functions, { maxDeletes: 3, maxShare: 1 }), undefined);
    },
  },
  {
    protection: 'fuse by share',
    name: 'the fuse stops a larger share than it lets through',
    removal: { file: 'plan.ts', find: 'share <= fuse.maxShare', replace: 'share >= 0' },
    check: async (lib) => {
      const { functions } = await planOf(lib, fakeWith(4));
      assert.equal(
        lib.fuseTrips(functions, { maxDeletes: 9, maxShare: 0.7 }),
        'it would delete 3 of 4 versions, 75 %, and the fuse lets 70 % through',
      );
      assert.equal(lib.fuseTrips(functions, { maxDeletes: 9, maxShare: 0.75 }), undefined);
    },
  },
  {
    protection: 'stale aliases',
    name: 'a plan is refused once an alias has moved',
    removal: { file: 'plan-file.ts', find: '...(moved', replace: '...(moved && Date.now() < 0' },
    check: async (lib) => {
      const fake = fakeWith(4);
      fake.get('quotes').aliases.set('live', { version: '3', weights: {} });
      const planned = await planOf(lib, fake);
      fake.get('quotes').aliases.set('live', { version: '4', weights: { '3': 0.1 } });
      assert.deepEqual(lib.staleness(planned, await planOf(lib, fake)), [
        'quotes: its aliases were live → 3, and are live → 4 + 3 (10 %)',
      ]);
    },
  },
  {
    protection: 'stale decisions',
    name: 'a plan is refused once a version is needed that it deletes',
    removal: {
      file: 'plan-file.ts',
      find: 'if (fresh === undefined || fresh.action === planned.action) return [];',
      replace: 'if (planned.version) return [];',
    },
    check: async (lib) => {
      const fake = fakeWith(4);
      const planned = await planOf(lib, fake);
      fake.get('quotes').policies.set('1', 's3.amazonaws.com');
      assert.deepEqual(lib.staleness(planned, await planOf(lib, fake)), [
        'quotes:1: the plan says delete, now it is keep (its policy lets in s3.amazonaws.com)',
      ]);
    },
  },
];

function resultOf(applied: Awaited<ReturnType<Library['applyPlans']>>, version: string): string {
  const change = applied.find((each) => each.version === version);
  return [change?.result, change?.detail].filter(Boolean).join(': ');
}
