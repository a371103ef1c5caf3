import { httpService, placementLock, stageFile } from '../testing/workspace';

/** A mistake that people make, and the command that tells them. */
export interface Mistake {
  readonly title: string;
  /** What differs from a valid workspace, by path; the first is shown. */
  readonly files: Readonly<Record<string, string>>;
  /** The line of the first file that is wrong. */
  readonly line?: string;
  readonly command: readonly string[];
}

const quotes = 'apps/quotes/service.yaml';
const check = ['check', '--stage', 'dev'];

/** One line of the service's file is another. */
function inService(title: string, key: string, value: string): Mistake {
  return {
    title,
    files: { [quotes]: httpService('quotes', { [key]: value }) },
    line: `${key}: ${value}`,
    command: check,
  };
}

const handler = 'src/handlers.ts';
const mailer = 'apps/mailer/service.yaml';
const mailerFile = 'name: mailer\nkind: function\nowner: mail-team\n';

/** One line of a function's file is wrong. */
function inFunction(title: string, key: string, value: string): Mistake {
  return {
    title,
    files: {
      [mailer]: `${mailerFile}${key}: ${value}\n`,
      'stacks/locks/dev.placement.json': placementLock('mailer', 'quotes'),
    },
    line: `${key}: ${value}`,
    command: check,
  };
}

const router = 'apps/router/service.yaml';
const routerFile = (size: string): string =>
  `name: router\nkind: function\nowner: agents-team\nfunction: { capacityProvider: agents, ${size} }\n`;

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
  {
    title: 'The module of a function that is named wrongly',
    files: {
      'apps/mailer/service.yaml': `name: mailer\nkind: function\nowner: mail-team\nfunction: { entry: ${handler} }\n`,
      'apps/mailer/src/handler.ts': 'export const handler = async () => ({});\n',
      'stacks/locks/dev.placement.json': placementLock('mailer', 'quotes'),
    },
    line: `function: { entry: ${handler} }`,
    command: ['synth', '--stage', 'dev'],
  },
  inFunction(
    'A cron expression as Unix has it',
    'schedules',
    '[{ name: nightly, expression: cron(0 3 * * *) }]',
  ),
  inFunction(
    'A rate in the wrong number',
    'schedules',
    '[{ name: hourly, expression: rate(1 hours) }]',
  ),
  inFunction(
    'A time zone by its city',
    'schedules',
    '[{ name: nightly, expression: cron(0 3 * * ? *), timezone: Berlin }]',
  ),
  inFunction('A runtime without code for it', 'function', '{ runtime: python3.13 }'),
  inFunction(
    'A dead letter that keeps an order',
    'function',
    '{ deadLetter: arn:aws:sqs:eu-central-1:111122223333:failed.fifo }',
  ),
  inFunction(
    'A layer without its version',
    'function',
    '{ layers: [arn:aws:lambda:eu-central-1:111122223333:layer:shared] }',
  ),
  {
    title: 'A prepared folder that nobody has built',
    files: {
      [mailer]: `${mailerFile}function: { folder: dist, handler: index.handler }\n`,
      'stacks/locks/dev.placement.json': placementLock('mailer', 'quotes'),
    },
    line: 'function: { folder: dist, handler: index.handler }',
    command: ['synth', '--stage', 'dev'],
  },
  {
    title: 'A function too small for a capacity provider',
    files: { [router]: routerFile('memory: 1024') },
    line: 'function: { capacityProvider: agents, memory: 1024 }',
    command: check,
  },
  {
    title: 'A floor above the budget of its owner',
    files: {
      'stacks/stages/dev.yaml': stageFile('dev', {
        capacityProviders: '{ agents: { owner: platform-team, architecture: arm64 } }',
        vcpuBudget: '{ agents-team: 12 }',
      }),
      [router]: routerFile('memory: 4096'),
      'stacks/locks/dev.placement.json': placementLock('quotes', 'router'),
    },
    line: 'vcpuBudget: { agents-team: 12 }',
    command: check,
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
