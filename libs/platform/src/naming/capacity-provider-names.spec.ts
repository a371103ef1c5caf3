import type { CapacityProviderSettings } from '@slipway/catalog';
import { sampleStage } from '../testing/samples';
import { capacityProviderNames } from './capacity-provider-names';

const settings: CapacityProviderSettings = {
  owner: 'platform-team',
  architecture: 'arm64',
  scaling: { mode: 'auto', maxVcpu: 64 },
  excludeZoneIds: [],
  versions: 3,
};

const namesOf = (changes: Partial<CapacityProviderSettings> = {}, name = 'agents') =>
  capacityProviderNames(sampleStage(), name, { ...settings, ...changes });

test('a provider is called project, stage and its name, and what it is made anew for', () => {
  expect(namesOf()).toEqual({
    capacityProvider: expect.stringMatching(/^slipway-dev-agents-[a-z0-9]{6}$/),
    operatorRole: 'slipway-dev-agents-operator',
    securityGroup: 'slipway-dev-capacity-agents',
  });
});

test.each<[string, Partial<CapacityProviderSettings>]>([
  ['another processor', { architecture: 'x86_64' }],
  ['other types', { instanceTypes: { allow: ['m7g.large'] } }],
  ['types that are excluded', { instanceTypes: { exclude: ['m7g.large'] } }],
  ['a key', { kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd' }],
])('with %s it has another name, so that it can stand beside the old one', (_, changes) => {
  expect(namesOf(changes).capacityProvider).not.toBe(namesOf().capacityProvider);
});

test.each<[string, Partial<CapacityProviderSettings>]>([
  ['scaling', { scaling: { mode: 'manual', maxVcpu: 128, cpu: 50 } }],
  ['owner', { owner: 'another-team' }],
  ['versions', { versions: 5 }],
])('it keeps its name with other %s, which change in place', (_, changes) => {
  expect(namesOf(changes)).toEqual(namesOf());
});
