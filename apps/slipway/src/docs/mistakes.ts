import { httpService, placementLock, stageFile } from '../testing/workspace';
import { quotes, check, inService, type Mistake } from './mistake';
import { containerMistakes } from './container-mistakes';
import { functionMistakes } from './function-mistakes';

/** Each with the place, the value, the reason and the nearest fix in its message. */
export const mistakes: readonly Mistake[] = [
  inService('A misspelt key', 'container', '{ port: 8080, cpu: 256, memory: 512, helth: /health }'),
  inService(
    'A size that Fargate does not offer',
    'container',
    '{ port: 8080, cpu: 256, memory: 4096 }',
  ),
  inService('A port in quotes', 'container', '{ port: "8080" }'),
  inService('A base path in capitals, with a slash at its end', 'api', '{ basePath: /Quotes/ }'),
  inService('More tasks at least than at most', 'scaling', '{ min: 12, max: 10 }'),
  inService('A kind that is planned', 'kind', 'worker'),
  inService('A quote that is not closed', 'owner', '"pricing-team'),
  inService('An alias of YAML', 'description', '*other'),
  {
    title: 'A stage that does not exist',
    files: { [quotes]: httpService('quotes', { stages: '{ dve: {} }' }) },
    line: 'stages: { dve: {} }',
    command: check,
  },
  {
    title: 'A variable that the platform sets',
    files: { [quotes]: httpService('quotes', { environment: "{ PORT: '80' }" }) },
    line: "environment: { PORT: '80' }",
    command: check,
  },
  {
    title: 'A folder that was copied, and its name was not changed',
    files: { 'apps/orders/service.yaml': httpService('quotes') },
    line: 'name: quotes',
    command: check,
  },
  {
    title: 'Two services below one path',
    files: {
      'apps/orders/service.yaml': httpService('orders', { api: '{ basePath: /quotes }' }),
      'stacks/locks/dev.placement.json': placementLock('orders', 'quotes'),
    },
    line: 'api: { basePath: /quotes }',
    command: check,
  },
  {
    title: 'A service that is not placed',
    files: { 'apps/orders/service.yaml': httpService('orders') },
    command: check,
  },
  {
    title: 'An account without quotes',
    files: { 'stacks/stages/dev.yaml': stageFile('dev', { account: '012345678901' }) },
    line: 'account: 012345678901',
    command: check,
  },
  {
    title: 'A zone of another region',
    files: {
      'stacks/stages/dev.yaml': stageFile('dev', {
        network: '{ mode: default-vpc, excludeZoneIds: [use1-az3] }',
      }),
    },
    line: 'network: { mode: default-vpc, excludeZoneIds: [use1-az3] }',
    command: check,
  },
  {
    title: 'Endpoints in a VPC that is not the stage’s own',
    files: {
      'stacks/stages/dev.yaml': stageFile('dev', {
        network: '{ mode: default-vpc, endpoints: [kms] }',
      }),
    },
    line: 'network: { mode: default-vpc, endpoints: [kms] }',
    command: check,
  },
  {
    title: 'A lock with a merge conflict',
    files: {
      'stacks/locks/dev.placement.json':
        '{ "version": 1\n<<<<<<< HEAD\n,"orders": {"apiGroup":1}\n=======\n,"quotes": {"apiGroup":1}\n>>>>>>> other\n}\n',
    },
    line: '<<<<<<< HEAD',
    command: check,
  },
  ...containerMistakes,
  ...functionMistakes,
  {
    title: 'An explanation of a stage that was never synthesised',
    files: {},
    command: ['explain', 'GET', '/quotes/42', '--stage', 'dev'],
  },
  {
    title: 'A stage misspelt on the command line',
    files: {},
    command: ['synth', '--stage', 'dve'],
  },
  {
    title: 'An option misspelt on the command line',
    files: {},
    command: ['synth', '--stage', 'dev', '--outt', 'stacks'],
  },
];
