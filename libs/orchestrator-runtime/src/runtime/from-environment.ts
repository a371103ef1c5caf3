import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentOptions } from '../agent/agent';
import { clientTimeouts } from '../aws/client-timeouts';
import { systemClock } from '../clock';
import {
  agentVariables,
  controlVariables,
  parseBackends,
  parseLimits,
  parseRetention,
  requiredVariable,
} from '../environment';
import { durableWake } from '../hosts/wake';
import { inlinePayloads } from '../inline-payloads';
import type { PayloadStore } from '../payload';
import { disabledMemory, type AgentMemory } from '../memory/agent-memory';
import { AgentCoreMemory } from '../memory/agentcore-memory';
import { S3Payloads } from '../payload/s3-payloads';
import { DynamoStore } from '../store/dynamo-store';
import { Telemetry } from '../telemetry/telemetry';
import type { RuntimeContext } from './context';
import { createBackends } from './create-backends';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The runtime that the variables of a control function describe. Call it once a process: clients are
 * shared.
 *
 * @throws ConfigurationError where a variable is missing or wrong
 */
export function contextFromEnvironment(environment: Environment): RuntimeContext {
  const config = parseBackends(environment[controlVariables.backends]);
  const limits = parseLimits(environment[controlVariables.limits]);
  const table = requiredVariable(controlVariables.table, environment);
  const retentionMs = parseRetention(environment);
  const store = storeOf(table, retentionMs);
  const bucket = environment[controlVariables.bucket];
  const telemetry = telemetryOf(environment);
  return {
    store,
    backends: createBackends(config, systemClock, environment),
    tasks: config.tasks,
    limits,
    payloads: payloadsIn(bucket, retentionMs),
    clock: systemClock,
    telemetry,
    sleep: (ms) => delay(ms),
    agentEnvironment: {
      [agentVariables.table]: table,
      [agentVariables.stage]: requiredVariable(controlVariables.stage, environment),
      [agentVariables.retentionDays]: requiredVariable(controlVariables.retentionDays, environment),
      ...(bucket && { [agentVariables.bucket]: bucket }),
    },
    wake: durableWake(new LambdaClient({ requestHandler: clientTimeouts }), store, telemetry),
  };
}

/**
 * What an agent works with, by its variables.
 *
 * @throws ConfigurationError where a variable is missing or wrong
 */
export function agentFromEnvironment(environment: Environment, signal: AbortSignal): AgentOptions {
  const retentionMs = parseRetention(environment);
  const store = storeOf(requiredVariable(agentVariables.table, environment), retentionMs);
  const telemetry = telemetryOf(environment);
  return {
    store,
    payloads: payloadsIn(environment[agentVariables.bucket], retentionMs),
    clock: systemClock,
    environment,
    signal,
    log: (message, fields) => telemetry.line('info', message, fields),
    wake: durableWake(new LambdaClient({ requestHandler: clientTimeouts }), store, telemetry),
  };
}

/** The short-term memory that the stage gives its agents; where it has none, `disabledMemory`. */
export function memoryFromEnvironment(environment: Environment): AgentMemory {
  const memoryId = environment[agentVariables.memory];
  if (!memoryId) return disabledMemory;
  const client = new BedrockAgentCoreClient({ requestHandler: clientTimeouts });
  return new AgentCoreMemory({ client, memoryId, clock: systemClock });
}

function telemetryOf(environment: Environment): Telemetry {
  const stage = requiredVariable(controlVariables.stage, environment);
  return new Telemetry((line) => process.stdout.write(`${line}\n`), systemClock, stage);
}

function storeOf(table: string, retentionMs: number): DynamoStore {
  return new DynamoStore({
    client: new DynamoDBClient({ requestHandler: clientTimeouts }),
    table,
    clock: systemClock,
    retentionMs,
  });
}

function payloadsIn(bucket: string | undefined, retentionMs: number): PayloadStore {
  return bucket
    ? new S3Payloads({
        client: new S3Client({ requestHandler: clientTimeouts }),
        bucket,
        retentionMs,
        clock: systemClock,
      })
    : inlinePayloads;
}
