import {
  executionEnvironment,
  managedConcurrency,
  oldestManaged,
  runsManaged,
} from './execution-environment';

test('a function has two GiB for each vCPU unless it says so', () => {
  expect(executionEnvironment({ memory: 4096, memoryPerVcpu: undefined })).toEqual({
    vcpu: 2,
    memory: 4,
    memoryPerVcpu: 2,
  });
  expect(executionEnvironment({ memory: 8192, memoryPerVcpu: 8 })).toMatchObject({ vcpu: 1 });
});

test.each([
  ['nodejs20.x', false],
  ['nodejs22.x', true],
  ['nodejs24.x', true],
  ['python3.12', false],
  ['python3.13', true],
  ['java17', false],
  ['java25', true],
  ['dotnet6', false],
  ['dotnet8', true],
  ['provided.al2', false],
  ['provided.al2023', true],
  ['ruby3.4', false],
])('%s runs on a capacity provider: %s', (runtime, runs) => {
  expect(runsManaged(runtime)).toBe(runs);
});

test('an older runtime has a newer one of its language', () => {
  expect(oldestManaged('nodejs20.x')).toBe('nodejs22.x');
  expect(oldestManaged('python3.12')).toBe('python3.13');
  expect(oldestManaged('ruby3.4')).toBeUndefined();
});

test('the requests that an environment takes at once depend on runtime and vCPU', () => {
  expect(managedConcurrency('nodejs22.x', 2)).toBe(128);
  expect(managedConcurrency('python3.13', 4)).toBe(64);
  expect(managedConcurrency('provided.al2023', 4)).toBeUndefined();
});
