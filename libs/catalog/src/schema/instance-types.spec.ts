import { instanceSizeOf, knownFamilies, vcpuOfSize } from './instance-types';

test.each([
  ['c7g.large', { architecture: 'arm64', vcpu: 2, memory: 4 }],
  ['m8g.xlarge', { architecture: 'arm64', vcpu: 4, memory: 16 }],
  ['r7i.8xlarge', { architecture: 'x86_64', vcpu: 32, memory: 256 }],
  ['m7a.16xlarge', { architecture: 'x86_64', vcpu: 64, memory: 256 }],
])('%s has what AWS lists', (type, size) => {
  expect(instanceSizeOf(type, knownFamilies)).toMatchObject(size);
});

test.each(['m7g.medium', 'm7g.metal', 'm7g.0xlarge', 'm7g', 't4g.large', 'constructor.large'])(
  '%s is none that Lambda runs',
  (type) => {
    expect(instanceSizeOf(type, knownFamilies)).toBeUndefined();
  },
);

test('a stage can know further families', () => {
  const families = { ...knownFamilies, m10g: { architecture: 'arm64', memoryPerVcpu: 4 } } as const;
  expect(instanceSizeOf('m10g.2xlarge', families)).toMatchObject({ vcpu: 8, memory: 32 });
});

test('a size counts in quarters of an xlarge', () => {
  expect(['large', 'xlarge', '2xlarge', '48xlarge'].map(vcpuOfSize)).toEqual([2, 4, 8, 192]);
});
