import * as library from './index';
import { directCalls } from './testing/direct-calls';
import { FakeError, FakeLambda } from './testing/fake-lambda';
import { applyPlan, decisionOf, oldVersions, planOf, prune } from './testing/prune';

/** A fake with a function `quotes` that has old versions. */
function fakeWith(count: number, provider?: string): FakeLambda {
  const fake = new FakeLambda();
  if (provider) fake.providers.set(provider, []);
  oldVersions(fake, count, provider);
  return fake;
}

function deletesIn(fake: FakeLambda): (string | undefined)[] {
  return fake.calls
    .filter(({ operation }) => operation === 'DeleteFunction')
    .map(({ qualifier }) => qualifier);
}

describe('serverless-prune-plugin', () => {
  it('deletes a version that an alias weighs; this keeps it', async () => {
    const fake = fakeWith(4);
    fake.get('quotes').aliases.set('live', { version: '4', weights: { '2': 0.1 } });
    await prune(library, fake);
    expect(fake.published('quotes')).toEqual(['2', '4']);
  });

  it.each(['before', 'after'])(
    'deletes $LATEST.PUBLISHED, or lets it take a place, when it is listed %s the numbers; this does neither',
    async (place) => {
      const fake = fakeWith(4, 'agents');
      const { versions } = fake.get('quotes');
      const published = versions.get('$LATEST.PUBLISHED');
      if (!published) throw new Error('a function on a provider has it');
      published.publishedAt = 0;
      versions.delete('$LATEST.PUBLISHED');
      const others = [...versions];
      versions.clear();
      if (place === 'before') versions.set('$LATEST.PUBLISHED', published);
      others.forEach(([version, record]) => versions.set(version, record));
      if (place === 'after') versions.set('$LATEST.PUBLISHED', published);
      await prune(library, fake, { keep: 2 });
      expect(fake.published('quotes')).toEqual(['3', '4']);
      expect(versions.has('$LATEST.PUBLISHED')).toBe(true);
    },
  );
});

describe('Lumigo Lambda Janitor', () => {
  it('ends at the first version that AWS refuses to delete; this does the rest', async () => {
    const fake = fakeWith(5);
    fake.before = ({ operation, qualifier }) => {
      if (operation === 'DeleteFunction' && qualifier === '2') {
        throw new FakeError('ServiceException', 500, 'an internal error');
      }
    };
    const { applied } = await prune(library, fake);
    expect(fake.published('quotes')).toEqual(['2', '5']);
    expect(applied.find(({ version }) => version === '2')).toMatchObject({ result: 'left' });
  });

  it('ends at a replica of Lambda@Edge; this reports it as needed and does the rest', async () => {
    const fake = fakeWith(4);
    Object.assign(fake.get('quotes').versions.get('1') ?? {}, { hasReplicas: true });
    const { applied } = await prune(library, fake);
    expect(fake.published('quotes')).toEqual(['1', '4']);
    expect(applied.find(({ version }) => version === '1')).toMatchObject({ result: 'kept' });
  });
});

describe('go-lambda-cleanup', () => {
  it('leaves aliases out of account unless asked; this always reads them', async () => {
    const fake = fakeWith(4);
    fake.get('quotes').aliases.set('live', { version: '1', weights: {} });
    await prune(library, fake);
    expect(fake.published('quotes')).toEqual(['1', '4']);
    expect(deletesIn(fake)).not.toContain('1');
  });

  it('deletes $LATEST.PUBLISHED every time; this never does', async () => {
    const fake = fakeWith(4, 'agents');
    for (const version of fake.get('quotes').versions.values()) version.publishedAt = 0;
    await prune(library, fake);
    expect(deletesIn(fake)).toEqual(['1', '2', '3']);
  });
});

describe('lambroll', () => {
  it('asks AWS to delete what aliases lead to and trusts in its refusal; this does not ask', async () => {
    const fake = fakeWith(4);
    fake.get('quotes').aliases.set('live', { version: '2', weights: { '3': 0.1 } });
    await prune(library, fake);
    expect(deletesIn(fake)).toEqual(['1']);
  });
});

describe('kjs222/delete-old-lambda-versions', () => {
  it('reads the first page of aliases; this reads all', async () => {
    const fake = fakeWith(60);
    for (let index = 1; index <= 55; index += 1) {
      fake.get('quotes').aliases.set(`a${index}`, { version: String(index), weights: {} });
    }
    await prune(library, fake);
    expect(deletesIn(fake)).toEqual(['56', '57', '58', '59']);
  });

  it.each([1, 2, 3])(
    'deletes a version of %i where 3 are kept; this deletes none',
    async (count) => {
      const fake = fakeWith(count);
      await prune(library, fake, { keep: 3 });
      expect(fake.published('quotes')).toHaveLength(count);
    },
  );
});

describe('Kikobeats/aws-lambda-cleanup', () => {
  it('deletes aliases; this changes none', async () => {
    const fake = fakeWith(4);
    fake.get('quotes').aliases.set('old', { version: '1', weights: {} });
    await prune(library, fake);
    expect([...fake.get('quotes').aliases.keys()]).toEqual(['old']);
  });

  it('reads the first page of versions; this reads all', async () => {
    const fake = fakeWith(130);
    await prune(library, fake, { keep: 2 });
    expect(fake.published('quotes')).toEqual(['129', '130']);
  });
});

describe('what a run does in what order', () => {
  it('a version that is gone already is no failure, so that a run that was cut off resumes', async () => {
    const fake = fakeWith(4);
    const plan = await planOf(library, fake);
    fake.get('quotes').versions.delete('1');
    const applied = await applyPlan(library, fake, plan);
    expect(applied.map(({ version, result }) => [version, result])).toEqual([
      ['3', 'deleted'],
      ['2', 'deleted'],
      ['1', 'deleted'],
    ]);
  });

  it('plans the same from the same, whatever the order of the lists', async () => {
    const fake = fakeWith(4);
    fake.get('quotes').aliases.set('b', { version: '4', weights: {} });
    fake.get('quotes').aliases.set('a', { version: '3', weights: { '2': 0.2, '1': 0.1 } });
    const first = await planOf(library, fake);
    const { versions, aliases } = fake.get('quotes');
    const reversed = [...versions].reverse();
    versions.clear();
    reversed.forEach(([version, record]) => versions.set(version, record));
    const live = aliases.get('b');
    aliases.delete('b');
    aliases.set('a', { version: '3', weights: { '1': 0.1, '2': 0.2 } });
    if (live) aliases.set('b', live);
    expect(JSON.stringify(await planOf(library, fake))).toBe(JSON.stringify(first));
  });

  it('asks nothing about versions that something protects already', async () => {
    const fake = fakeWith(3);
    await planOf(library, fake, { keep: 3, scope: { functions: ['quotes'] } });
    expect(fake.calls.map(({ operation }) => operation)).toEqual([
      'ListVersionsByFunction',
      'GetAccountSettings',
    ]);
  });

  it('asks for policy and state of those versions only that would go otherwise', async () => {
    const fake = fakeWith(4);
    fake.get('quotes').invocations.set('1', 3);
    fake.get('quotes').policies.set('2', 's3.amazonaws.com');
    await planOf(library, fake);
    const asked = (operation: string) =>
      fake.calls
        .filter((call) => call.operation === operation)
        .map(({ qualifier }) => qualifier)
        .sort();
    expect(asked('GetPolicy')).toEqual(['2', '3']);
    // Of the newest, whether it works; of the function, its tags.
    expect(asked('GetFunction')).toEqual(['$LATEST', '3', '4']);
  });

  it('asks about invocations of many functions at once, and plans every function', async () => {
    const fake = new FakeLambda();
    for (let index = 0; index < 30; index += 1) {
      const name = `function-${index}`;
      fake.addFunction(name);
      for (let version = 0; version < 41; version += 1) fake.publish(name, { publishedAt: 0 });
    }
    const seen: number[] = [];
    const calls = directCalls(fake, library.CallError);
    const counting: typeof calls = {
      ...calls,
      countInvocations: (versions, ...times) => {
        seen.push(versions.length);
        return calls.countInvocations(versions, ...times);
      },
    };
    const plan = await planOf(library, fake, {}, counting);
    expect(plan.functions).toHaveLength(30);
    expect(seen).toEqual([480, 480, 240]);
    expect(library.reportOf(plan)).toMatchObject({ published: 30 * 41, deleted: 30 * 40 });
  });

  it('a run that is killed between two deletes is finished by the same plan', async () => {
    const fake = fakeWith(4);
    const plan = await planOf(library, fake);
    fake.before = ({ operation, qualifier }) => {
      if (operation === 'DeleteFunction' && qualifier === '2') throw new Error('killed');
    };
    await expect(applyPlan(library, fake, plan)).rejects.toThrow('killed');
    expect(fake.published('quotes')).toEqual(['2', '3', '4']);
    fake.before = () => undefined;
    expect(library.staleness(plan, await planOf(library, fake))).toEqual([]);
    await applyPlan(library, fake, plan);
    expect(fake.published('quotes')).toEqual(['4']);
  });
});

describe('the cold tier', () => {
  it('cools the newest behind the kept ones, and deletes the rest', async () => {
    const fake = fakeWith(6, 'agents');
    const { plan } = await prune(library, fake, { keep: 2, cold: { keep: 2 } });
    expect(plan.functions[0]?.decisions.map(({ version, action }) => [version, action])).toEqual([
      ['6', 'keep'],
      ['5', 'keep'],
      ['4', 'cool'],
      ['3', 'cool'],
      ['2', 'delete'],
      ['1', 'delete'],
      ['$LATEST', 'keep'],
      ['$LATEST.PUBLISHED', 'keep'],
    ]);
    expect(fake.get('quotes').versions.get('3')).toMatchObject({
      state: 'Deactivated',
      limits: { min: 0, max: 0 },
    });
    const again = await planOf(library, fake, { keep: 2, cold: { keep: 2 } });
    expect(decisionOf(again, '3')).toMatchObject({ action: 'keep', cold: true, vcpu: 0 });
  });

  it('keeps versions off a provider as they are', async () => {
    const fake = fakeWith(4);
    await prune(library, fake, { keep: 1, cold: { keep: 1 } });
    expect(fake.published('quotes')).toEqual(['3', '4']);
    expect(fake.calls.map(({ operation }) => operation)).not.toContain('PutFunctionScalingConfig');
  });

  it('warns of an alias that leads to a cold version', async () => {
    const fake = fakeWith(3, 'agents');
    await prune(library, fake, { cold: { keep: 1 } });
    fake.get('quotes').aliases.set('live', { version: '2', weights: {} });
    const { warnings } = library.reportOf(await planOf(library, fake, { cold: { keep: 1 } }));
    expect(warnings).toEqual([
      'quotes:2 has no environments, and alias live leads to it: slipway prune restore quotes:2',
    ]);
  });
});
