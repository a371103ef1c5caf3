import { UnreadableGraphError } from './errors';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { firstContainerOf } from './container-definition';
import { isObject, type Json, type JsonObject } from './json';
import { listenerAddressOf, type ListenerAddress } from './listener-address';
import { describe, numberAt, placeOf, textAt } from './read-attribute';
import { resolve, resolveAttribute } from './resolve';

/** What a service's container is started with. */
export interface ContainerWorkload {
  readonly service: string;
  /** Values that are known, and addresses of other services of the stage. */
  readonly environment: Readonly<Record<string, string | ListenerAddress>>;
  /** Variables that ECS takes from Secrets Manager or the Parameter Store; the stacks know no value. */
  readonly references: readonly string[];
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
}

/** What a function is started with. */
export interface FunctionWorkload {
  readonly functionName: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly timeout: number;
  /** MB. */
  readonly memory: number;
  /** Events at a time in one execution environment on a capacity provider; absent elsewhere. */
  readonly concurrency?: number;
  /** Name of the group that its log goes to. */
  readonly logGroup: string;
}

/**
 * Seconds that ECS waits where a container says nothing.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
const defaultStopTimeout = 30;

/**
 * The first container of every task definition that belongs to a service.
 *
 * @throws UnreadableGraphError where a value of its environment is not known before a plan
 */
export function containerWorkloadsOf(graph: Graph): ContainerWorkload[] {
  return resourcesOf(graph, 'aws_ecs_task_definition').flatMap((definition) => {
    const service = definition.origin?.service;
    if (service === undefined) return [];
    const { environment, secrets, stopTimeout = defaultStopTimeout } = firstContainerOf(definition);
    return {
      service,
      stopTimeout: Number(stopTimeout),
      references: objectsOf(secrets).map(({ name = null }) => String(name)),
      environment: Object.fromEntries(
        objectsOf(environment).map(({ name = null, value = null }) => {
          return [String(name), variable(graph, definition, String(name), value)];
        }),
      ),
    };
  });
}

function objectsOf(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? (list as readonly Json[]).filter(isObject) : [];
}

function variable(
  graph: Graph,
  definition: GraphElement,
  name: string,
  value: Json,
): string | ListenerAddress {
  const resolved = resolve(graph, definition.stack, value);
  if (resolved.kind === 'value') return String(resolved.value);
  const address = listenerAddressOf(graph, resolved);
  if (address) return address;
  throw new UnreadableGraphError(
    placeOf(definition, ['container_definitions', 0, 'environment', name]),
    `must be known text, but ${describe(resolved)}`,
  );
}

/**
 * Every function.
 *
 * @throws UnreadableGraphError where a value of its environment is not known before a plan
 */
export function functionWorkloadsOf(graph: Graph): FunctionWorkload[] {
  return resourcesOf(graph, 'aws_lambda_function').map((fn) => {
    const path = ['environment', 'variables'];
    const written = resolveAttribute(graph, fn, path);
    const variables = written.kind === 'value' ? written.value : undefined;
    return {
      functionName: textAt(graph, fn, ['function_name']),
      timeout: numberAt(graph, fn, ['timeout']),
      memory: numberAt(graph, fn, ['memory_size']),
      ...concurrencyOf(graph, fn),
      logGroup: textAt(graph, fn, ['logging_config', 'log_group']),
      environment: Object.fromEntries(
        Object.keys(isObject(variables) ? variables : {}).map((name) => [
          name,
          textAt(graph, fn, [...path, name]),
        ]),
      ),
    };
  });
}

const managedInstances = 'lambda_managed_instances_capacity_provider_config';

function concurrencyOf(graph: Graph, fn: GraphElement): { concurrency?: number } {
  const path = ['capacity_provider_config', managedInstances];
  const { kind } = resolveAttribute(graph, fn, path);
  if (kind !== 'value') return {};
  return {
    concurrency: numberAt(graph, fn, [...path, 'per_execution_environment_max_concurrency']),
  };
}
