import { placementLock, stageFile } from '../testing/workspace';
import {
  check,
  handler,
  mailer,
  mailerFile,
  inFunction,
  router,
  routerFile,
  type Mistake,
} from './mistake';

/** Mistakes in functions, their schedules and capacity providers. */
export const functionMistakes: readonly Mistake[] = [
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
];
