import type { Manifest } from '@slipway/platform';
import { describeDiagnostic, type Diagnostic } from './diagnostic';

const manifest: Manifest = {
  version: 1,
  stage: 'dev',
  project: 'harbour',
  account: '111122223333',
  region: 'eu-central-1',
  stacks: {
    'dev-compute': {
      file: 'stacks/dev-compute/cdk.tf.json',
      sha256: '',
      dependsOn: [],
      resources: {
        'aws_ecs_service.quotes': { service: 'quotes', file: 'apps/quotes/service.yaml', line: 2 },
        'aws_ecs_cluster.cluster': { file: 'stacks/stages/dev.yaml', line: 1 },
      },
    },
  },
  services: {},
};

const failure: Diagnostic = { severity: 'error', summary: 'AccessDenied', detail: 'one\ntwo' };

test.each([
  [undefined, 'AccessDenied\n  one\n  two'],
  [
    'aws_ecs_service.quotes',
    'aws_ecs_service.quotes (apps/quotes/service.yaml:2, service quotes): AccessDenied\n  one\n  two',
  ],
  [
    'aws_ecs_cluster.cluster[0]',
    'aws_ecs_cluster.cluster[0] (stacks/stages/dev.yaml:1): AccessDenied\n  one\n  two',
  ],
  ['aws_vpc.main', 'aws_vpc.main (stack dev-compute): AccessDenied\n  one\n  two'],
])('an error at %s', (address, text) => {
  expect(describeDiagnostic({ ...failure, address }, manifest, 'dev-compute')).toBe(text);
});
