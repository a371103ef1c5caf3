import { z } from 'zod';
import { integer, text } from './field';
import { notify } from './notify-schema';
import { owner } from './owner-schema';

const concurrent = (rule: 'SLP1502' | 'SLP1503' | 'SLP1504' | 'SLP1505', max: number) =>
  integer(rule, { min: 1, max, example: 10 });

/** `orchestrator` of a stage. */
export const orchestrator = z
  .strictObject({
    owner: owner('SLP1500').describe(
      'Team that answers for the orchestrator; a tag on its resources.',
    ),
    tasks: z
      .array(
        text('SLP1501', {
          max: 40,
          pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
          accepts: (value) => value.length >= 2,
          example: 'agent-runner',
        }),
      )
      .describe('Services of kind batch that it runs; `run` of each says how.'),
    limits: z
      .strictObject({
        perUser: concurrent('SLP1502', 1_000)
          .default(5)
          .describe('Runs of one user at a time; further ones wait.'),
        account: concurrent('SLP1503', 10_000)
          .default(50)
          .describe('Runs of the stage at a time; further ones wait.'),
        ecs: concurrent('SLP1504', 10_000)
          .optional()
          .describe('Runs of each task on ECS at a time.'),
        agentcore: concurrent('SLP1505', 10_000)
          .optional()
          .describe('Runs of each task on AgentCore at a time.'),
      })
      .prefault({})
      .describe('How many runs there are at a time.'),
    deadlineSeconds: integer('SLP1506', {
      min: 60,
      max: 2_592_000,
      example: 14_400,
      unit: 'seconds',
    })
      .default(14_400)
      .describe('Seconds from its submission after which a run is stopped.'),
    retentionDays: integer('SLP1507', { min: 1, max: 90, example: 30 })
      .default(30)
      .describe('Days for which runs that are over, their histories and their payloads are kept.'),
    memory: z
      .strictObject({
        retentionDays: integer('SLP1508', { min: 7, max: 365, example: 30 })
          .default(30)
          .describe('Days for which AgentCore keeps what was said.'),
      })
      .optional()
      .describe('Short-term memory of agents on AgentCore; left out, they have none.'),
    notify: notify('SLP1509'),
  })
  .optional()
  .describe(
    'Runs batch services as long tasks: starts, watches and stops them; left out, whoever has their policy runs them.',
  );
