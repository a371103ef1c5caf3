import { stackProject } from './stack';

const project = (name: string, hasBuiltFolders = false) =>
  stackProject({
    name,
    stages: ['dev', 'prod'],
    functions: ['tenant-onboarding'],
    hasBuiltFolders,
  });

const inputsOf = (name: string) => project(name).targets?.synth?.inputs ?? [];

it('has networking depend on no service', () => {
  expect(project('networking').implicitDependencies).toEqual([]);
  expect(inputsOf('networking')).not.toContain('serviceConfigs');
  expect(inputsOf('networking')).not.toContain('locks');
});

it('has compute depend on service files and on the code of functions', () => {
  expect(project('compute').implicitDependencies).toEqual(['tenant-onboarding']);
  expect(inputsOf('compute')).toEqual(expect.arrayContaining(['serviceConfigs', 'locks']));
});

it('caches no stack with a folder that is built elsewhere, since Nx sees no change in it', () => {
  const cacheOf = (name: string, hasBuiltFolders: boolean) =>
    project(name, hasBuiltFolders).targets?.synth?.cache;
  expect(cacheOf('compute', false)).toBe(true);
  expect(cacheOf('compute', true)).toBe(false);
  expect(cacheOf('networking', true)).toBe(true);
});

it('has api-gateway depend on service files, and on no code of theirs', () => {
  expect(project('api-gateway').implicitDependencies).toEqual([]);
  expect(inputsOf('api-gateway')).toEqual(expect.arrayContaining(['serviceConfigs', 'locks']));
});

it('takes a stack it does not know for one that depends on everything', () => {
  expect(project('dashboards').implicitDependencies).toEqual(['tenant-onboarding']);
  expect(inputsOf('dashboards')).toContain('serviceConfigs');
});

it.each(['networking', 'compute', 'api-gateway'])('has %s depend on stages and STAGE', (name) => {
  expect(inputsOf(name)).toEqual(expect.arrayContaining(['stageFiles', { env: 'STAGE' }]));
});

it('has a configuration for each stage', () => {
  expect(project('compute').targets?.synth?.configurations).toEqual({
    dev: { env: { STAGE: 'dev' } },
    prod: { env: { STAGE: 'prod' } },
  });
});
