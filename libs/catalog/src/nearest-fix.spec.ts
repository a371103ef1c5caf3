import { loadCatalog } from './catalog';
import { serviceFile, stageFile, TestWorkspace, validFiles } from './testing/workspace';

/** The fixes of a workspace in which one line of a file is another. */
function fixes(file: string, line: string, wrong: string): (string | undefined)[] {
  const text = (validFiles[file] ?? '').replace(line, wrong);
  expect(text).not.toBe(validFiles[file]);
  const workspace = new TestWorkspace({ ...validFiles, [file]: text });
  try {
    return loadCatalog(workspace.root).findings.map(({ fix }) => fix);
  } finally {
    workspace.remove();
  }
}

test.each([
  ['cpu: 256', 'cpu: 0.25', 'write `cpu: 256`'],
  ['cpu: 256', 'cpu: 0.5 vCPU', 'write `cpu: 512`'],
  ['cpu: 256, memory: 512', 'cpu: 1, memory: 2048', 'write `cpu: 1024` and `memory: 2048`'],
  ['memory: 512', 'memory: 2GB', 'write `memory: 2048`'],
  ['memory: 512', 'memory: 0.5GB', 'write `memory: 512`'],
  ['memory: 512', 'memory: 500MB', 'write `memory: 512`'],
  ['health: /health', 'stopTimeout: 2m', 'write `stopTimeout: 120`'],
  ['auth: none', 'timeoutMs: 5s', 'write `timeoutMs: 5000`'],
  ['cpu: 60 }', 'cpu: 75% }', 'write `cpu: 75`'],
  ['basePath: /quotes', 'basePath: /quotes/*', 'write `basePath: /quotes`'],
  ['basePath: /quotes', 'basePath: "/Quotes/{proxy+}"', 'write `basePath: /quotes`'],
])('a service with %s as `%s`: %s', (line, wrong, fix) => {
  expect(fixes(serviceFile, line, wrong)).toEqual([fix]);
});

test('who asks for an authorizer that is not built yet is not told to ask for nothing', () => {
  expect(fixes(serviceFile, 'auth: none', 'auth: cognito')).toEqual(['write `auth: apiKey`']);
});

test('one value where a list is due becomes a list of it, unless it could be in none', () => {
  const own = (calls: string) => fixes(serviceFile, 'api:', `calls: ${calls}\napi:`);
  expect(own('pricing')).toEqual(['write `calls: [pricing]`']);
  expect(own('No_Name')).toEqual(['write `calls: []`']);
});

test('a misspelt key of a stage is the one that the service writes for all stages', () => {
  const stages = 'stages: { dev: { scaling: { mim: 3 } } }\nscaling:';
  expect(fixes(serviceFile, 'scaling:', stages)).toEqual(['write `min`']);
});

test.each([
  ['region: eu-central-1', 'region: eu-central1', ['write `region: eu-central-1`']],
  [
    'network: { mode: default-vpc }',
    'network: { mode: existing }',
    [
      'add `vpc: { id: vpc-0a1b2c3d }`',
      'add `subnets: { ids: [subnet-0a1b2c3d, subnet-4e5f6a7b] }`',
    ],
  ],
  [
    'network: { mode: default-vpc }',
    'network: { mode: existing, vpc: vpc-1, subnets: { tags: { tier: private } } }',
    ['write `vpc: { id: vpc-0a1b2c3d }`'],
  ],
])('a stage with %s as `%s`', (line, wrong, expected) => {
  expect(fixes(stageFile, line, wrong)).toEqual(expected);
});
