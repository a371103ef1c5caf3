import type { FunctionService } from '../service';
import { managedFunctionFindings, unmanagedFindings } from './managed-function-findings';

const at = (path: string) => ({ file: 'apps/mailer/service.yaml', line: path.length, column: 1 });

test('a ping warmer is refused on a capacity provider, where it warms nothing', () => {
  const findings = unmanagedFindings({ capacityProvider: 'agents', warm: true }, at);
  expect(findings).toMatchObject([
    {
      rule: 'SLP1358',
      severity: 'error',
      position: at('function.warm'),
      message:
        '`function.warm` pings the function, and environments on the capacity provider agents neither start nor stay by requests',
      fix: 'remove `warm`, and write `floor: { min: 3, max: 6 }`',
    },
  ]);
});

test('a VPC of the function is refused on a capacity provider, which has its own', () => {
  const findings = unmanagedFindings({ capacityProvider: 'agents', vpc: true }, at);
  expect(findings).toMatchObject([
    {
      rule: 'SLP1359',
      severity: 'error',
      position: at('function.vpc'),
      message:
        '`function.vpc` places the function in a VPC, and the capacity provider agents has its own subnets',
      fix: 'remove `vpc`: the provider runs in the VPC of the stage',
    },
  ]);
});

test.each([
  ['on the shared fleet', { warm: true, vpc: true }],
  ['where they are off', { capacityProvider: 'agents', warm: false, vpc: false }],
  ['where they are left out', { capacityProvider: 'agents' }],
])('neither is refused %s', (_, settings) => {
  expect(unmanagedFindings(settings, at)).toEqual([]);
});

test('more requests at once than a runtime is made for are a warning, with its own number', () => {
  const settings = {
    ...{ entry: 'src/handler.ts', timeout: 5, architecture: 'arm64', capacityProvider: 'agents' },
    ...{ memory: 4096, runtime: 'python3.13', concurrency: 33 },
  };
  const service: unknown = { function: settings, at };
  expect(managedFunctionFindings(service as FunctionService)).toMatchObject([
    {
      rule: 'SLP1347',
      severity: 'warning',
      message:
        '`function.concurrency` is 33, above the 32 that python3.13 takes by default with 2 vCPU',
      fix: 'write `concurrency: 32`, or load-test it',
    },
  ]);
});
