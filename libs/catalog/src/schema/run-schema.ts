import { z } from 'zod';
import { integer, oneOf, truth } from './field';

const backends = ['ecs', 'agentcore', 'process'] as const;

/** `run` of a batch service. */
export const run = z
  .strictObject({
    backend: oneOf('SLP1520', backends)
      .default('ecs')
      .describe('What runs it: a Fargate task, an AgentCore runtime, or a process of `npm start`.'),
    failover: oneOf('SLP1521', ['ecs', 'agentcore'])
      .optional()
      .describe('What a run goes on with where `backend` fails; left out, it fails.'),
    replayable: truth('SLP1523')
      .default(true)
      .describe('Whether the work may be done again after it ended without a result.'),
    maxAttempts: integer('SLP1524', { min: 1, max: 20, example: 3 })
      .default(3)
      .describe('How often a run may be started.'),
    heartbeatSeconds: integer('SLP1525', { min: 1, max: 3600, example: 15, unit: 'seconds' })
      .default(15)
      .describe('Seconds between two signs of life of the agent.'),
    lostAfterSeconds: integer('SLP1526', { min: 3, max: 86_400, example: 90, unit: 'seconds' })
      .default(90)
      .describe('Seconds without a sign of life after which it counts as lost.'),
    stuckAfterSeconds: integer('SLP1527', {
      min: 10,
      max: 2_592_000,
      example: 1800,
      unit: 'seconds',
    })
      .default(1800)
      .describe('Seconds of signs of life without progress after which it counts as stuck.'),
  })
  .optional()
  .describe('How the orchestrator of a stage runs it; left out, it does not.');
