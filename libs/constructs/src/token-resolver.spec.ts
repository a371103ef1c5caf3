import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import fc from 'fast-check';
import { App, Fn, resolve, TerraformStack, Token } from './terraform';
import { TokenResolver } from './token-resolver';

const outdir = mkdtempSync(join(tmpdir(), 'slipway-tokens-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const stack = new TerraformStack(new App({ outdir }), 'stack');
const first = new SsmParameter(stack, 'first', { name: 'first', type: 'String', value: 'a' });
const second = new SsmParameter(stack, 'second', { name: 'second', type: 'String', value: 'b' });

/** Values that stand for others, and the texts that are taken for one most easily. */
const atoms: readonly unknown[] = [
  first.arn,
  second.arn,
  `${first.arn}/${second.name}:*`,
  JSON.stringify({ Resource: [first.arn, second.arn], Sid: 'a}' }),
  Fn.sha1(first.value),
  Fn.join(',', [first.arn, `${second.arn}-2`]),
  `\${upper("${first.arn}")} ${second.arn}`,
  `${Token.asString(Fn.toset([first.arn]))} in a text`,
  first.version,
  `version ${first.version}`,
  [first.version, 2],
  Token.asNumberList(first.version),
  Token.asList(Fn.split(',', first.value)),
  Token.asStringMap(Fn.merge([first.tagsAll])),
  { [first.name]: second.name },
  first.fqn,
  Fn.lookup(first.tagsAll, 'a', 'b'),
  { resolve: () => ({ of: first.arn, none: undefined }) },
  { resolve: () => undefined },
  '${local.x} and $${y}',
  'service-8e9',
  '1e+3',
  '{"a":"}"}',
  'TfToken[x]',
  '',
  0,
  -1,
  1.5,
  true,
  null,
  undefined,
];

const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, fc.constantFrom(...atoms), tie('list'), tie('object')),
  list: fc.array(tie('any'), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom('a', 'b_c', 'd/e', 'arn:8e+1'), tie('any'), {
    maxKeys: 4,
  }),
})).any;

/** What is made of a value, or how it is refused. */
function outcome(make: () => unknown): unknown {
  try {
    return { value: make() };
  } catch (error) {
    return { refused: (error as Error).message.split('\n')[0] };
  }
}

test.each(atoms.map((atom) => [atom]))('%j is resolved as by cdktf', (atom) => {
  expect(outcome(() => new TokenResolver(stack).resolve(atom))).toEqual(
    outcome(() => resolve(stack, atom, true)),
  );
});

test('every structure is resolved as by cdktf, key by key', () => {
  const resolver = new TokenResolver(stack);
  fc.assert(
    fc.property(value, (structure) => {
      const [ours, theirs] = [
        outcome(() => resolver.resolve(structure)),
        outcome(() => resolve(stack, structure, true)),
      ];
      expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
    }),
    { numRuns: 1_000 },
  );
});

test('a list that a text stands for is another one each time, for who changes it', () => {
  const resolver = new TokenResolver(stack);
  const text = Token.asString({ creationStack: [], resolve: () => ['a'], toString: () => 'list' });
  expect(resolver.resolve(text)).toEqual(['a']);
  expect(resolver.resolve(text)).not.toBe(resolver.resolve(text));
});
