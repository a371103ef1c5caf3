import { apiStagesOf } from './api-stages';
import type { Graph, GraphElement } from './graph';
import { isObject } from './json';
import { describe, resourceAt, textAt } from './read-attribute';
import { resolve, resolveAttribute, type Resolved } from './resolve';

/** The variables of an API stage. */
export interface StageVariables {
  readonly restApi: string;
  readonly apiStage: string;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The variables of every API stage that has some.
 *
 * @throws UnreadableGraphError where a value is not known before a plan
 */
export function stageVariablesOf(graph: Graph): StageVariables[] {
  return apiStagesOf(graph).flatMap((apiStage) => {
    const written = resolveAttribute(graph, apiStage, ['variables']);
    const names = written.kind === 'value' && isObject(written.value) ? written.value : {};
    if (Object.keys(names).length === 0) return [];
    const api = resourceAt(graph, apiStage, ['rest_api_id'], 'aws_api_gateway_rest_api');
    return [
      {
        restApi: textAt(graph, api, ['name']),
        apiStage: textAt(graph, apiStage, ['stage_name']),
        variables: Object.fromEntries(
          Object.keys(names).map((name) => [name, textAt(graph, apiStage, ['variables', name])]),
        ),
      },
    ];
  });
}

/** As API Gateway reads it; in Terraform it has a second `$`. */
const reference = /\$\{stageVariables\.(\w+)\}/g;

/**
 * A value with the variables of an API stage put in. One that the API stage does not give is unknown.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
 */
export function withStageVariables(
  graph: Graph,
  apiStage: GraphElement,
  resolved: Resolved,
): Resolved {
  const parts = resolved.kind === 'text' ? resolved.parts : [resolved];
  const filled = parts.flatMap((part) => {
    const text = typeof part === 'string' ? part : part.kind === 'value' ? part.value : undefined;
    if (typeof text === 'string') return filledIn(graph, apiStage, text);
    return [typeof part === 'string' ? part : withoutMistake(part)];
  });
  const [only] = filled;
  if (filled.length === 1 && typeof only === 'object') return only;
  return filled.every((part) => typeof part === 'string')
    ? { kind: 'value', value: filled.join('') }
    : { kind: 'text', parts: filled };
}

/**
 * The value of a stage variable by its name.
 *
 * @returns unknown where the API stage has none, or a part of its requests gets another one
 */
export function stageVariable(graph: Graph, apiStage: GraphElement, name: string): Resolved {
  const unknown = (reason: string): Resolved => {
    return { kind: 'unknown', expression: `stageVariables.${name}`, reason };
  };
  const { address } = apiStage;
  const variables = resolveAttribute(graph, apiStage, ['variables']);
  const isUnset = variables.kind === 'attribute' && variables.element === apiStage;
  if (variables.kind !== 'value' && !isUnset) {
    return unknown(`is of the variables of ${address}, and ${describe(variables)}`);
  }
  const canary = resolveAttribute(graph, apiStage, ['canary_settings', 'stage_variable_overrides']);
  if (canary.kind === 'value' && isObject(canary.value) && name in canary.value) {
    return unknown(`has another value in the canary of ${address}`);
  }
  const written = variables.kind === 'value' && isObject(variables.value) ? variables.value : {};
  const value = written[name] ?? null;
  return value === null
    ? unknown(`is not among the variables of ${address}, and API Gateway answers 500 without it`)
    : resolve(graph, apiStage.stack, value);
}

function filledIn(graph: Graph, apiStage: GraphElement, text: string): (string | Resolved)[] {
  const parts: (string | Resolved)[] = [];
  let at = 0;
  for (const found of text.matchAll(reference)) {
    const [whole, name = ''] = found;
    parts.push(text.slice(at, found.index), ...textsIn(stageVariable(graph, apiStage, name)));
    at = found.index + whole.length;
  }
  return [...parts, text.slice(at)].filter((part) => part !== '');
}

function textsIn(resolved: Resolved): readonly (string | Resolved)[] {
  if (resolved.kind === 'text') return resolved.parts;
  return [resolved.kind === 'value' ? String(resolved.value) : resolved];
}

/** With one `$`, Terraform takes a stage variable for a resource and refuses it. */
function withoutMistake(part: Resolved): Resolved {
  if (part.kind !== 'unknown' || !part.expression.startsWith('stageVariables.')) return part;
  const reason = `is a resource to Terraform, which has none of that name: a stage variable is written \`$\${${part.expression}}\``;
  return { ...part, reason };
}
