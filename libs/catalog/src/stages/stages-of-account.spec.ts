import { loadCatalog, stageNamed } from '../catalog';
import { TestWorkspace, validFiles } from '../testing/workspace';
import { stagesOfAccount } from './stages-of-account';

const dev = validFiles['stacks/stages/dev.yaml'] ?? '';
const named = (name: string): string => dev.replace('name: dev', `name: ${name}`);

const workspace = new TestWorkspace({
  'stacks/stages/dev.yaml': dev,
  'stacks/stages/local.yaml': named('local'),
  'stacks/stages/beta.yaml': named('beta'),
  'stacks/stages/prod.yaml': named('prod').replace('123456789012', '210987654321'),
  'stacks/stages/far.yaml': named('far').replace('eu-central-1', 'us-east-1'),
});
const catalog = loadCatalog(workspace.root);

afterAll(() => {
  workspace.remove();
});

test.each([
  ['beta', ['beta', 'dev']],
  ['dev', ['beta', 'dev']],
  ['far', ['far']],
  ['prod', ['prod']],
  ['local', ['local']],
])('%s shares its account and region with those of the same', (name, expected) => {
  const { stage } = stageNamed(catalog, name);
  if (!stage) throw new Error(`no stage ${name}`);
  expect(stagesOfAccount(catalog, stage).map((each) => each.name)).toEqual(expected);
});
