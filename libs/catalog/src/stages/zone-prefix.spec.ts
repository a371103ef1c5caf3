import { zonePrefix } from './zone-prefix';

// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
it.each([
  ['us-east-1', 'use1'],
  ['us-west-2', 'usw2'],
  ['ca-west-1', 'caw1'],
  ['mx-central-1', 'mxc1'],
  ['sa-east-1', 'sae1'],
  ['eu-central-1', 'euc1'],
  ['eu-north-1', 'eun1'],
  ['af-south-1', 'afs1'],
  ['il-central-1', 'ilc1'],
  ['ap-south-1', 'aps1'],
  ['ap-east-1', 'ape1'],
  ['ap-northeast-3', 'apne3'],
  ['ap-southeast-2', 'apse2'],
])('the zones of %s begin with %s', (region, prefix) => {
  expect(zonePrefix(region)).toBe(prefix);
});

it('does not guess for other partitions', () => {
  expect(zonePrefix('us-gov-west-1')).toBeUndefined();
});
