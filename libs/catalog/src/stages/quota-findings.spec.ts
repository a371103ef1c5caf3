import { loadCatalog } from '../catalog';
import { TestWorkspace, validFiles } from '../testing/workspace';

const dev = validFiles['stacks/stages/dev.yaml'] ?? '';

/** What is found of stages of one account and region with these settings of `ingress`. */
function found(ingress: readonly string[], changes: (text: string) => string = (text) => text) {
  const files = ingress.map((settings, index) => {
    const name = `stage${String(index).padStart(2, '0')}`;
    const text = `${dev}ingress: { ${settings} }\n`.replace('name: dev', `name: ${name}`);
    return [`stacks/stages/${name}.yaml`, index === 0 ? changes(text) : text] as const;
  });
  const workspace = new TestWorkspace(Object.fromEntries(files));
  try {
    return loadCatalog(workspace.root)
      .findings.filter(({ rule }) => rule !== 'SLP1490')
      .map(({ rule, message }) => `${rule} ${message}`);
  } finally {
    workspace.remove();
  }
}

const many = (count: number, settings: string): string[] => Array<string>(count).fill(settings);

test('ten VPC links of V2 are had at once, and no eleventh', () => {
  expect(found(many(10, 'link: v2'))).toEqual([]);
  expect(found([...many(11, 'link: v2'), 'link: v1'])).toEqual([
    `SLP1494 the stages ${many(11, '')
      .map((_, index) => `stage${String(index).padStart(2, '0')}`)
      .join(', ')} have 11 VPC links of V2 in account 123456789012 and eu-central-1`,
  ]);
});

test('a stage of eleven ALBs has two VPC links of V1', () => {
  expect(found([...many(1, 'shards: 11'), ...many(18, 'shards: 1')])).toEqual([]);
  expect(found([...many(2, 'shards: 11'), ...many(17, 'shards: 1')])).toEqual([
    expect.stringContaining('SLP1493'),
  ]);
});

test('stages of other accounts, of other regions and of no account do not count', () => {
  const over = ['shards: 30', 'shards: 30'];
  expect(found(over)).toHaveLength(1);
  expect(found(over, (text) => text.replace('123456789012', '210987654321'))).toEqual([]);
  expect(found(over, (text) => text.replace('eu-central-1', 'us-east-1'))).toEqual([]);
});
