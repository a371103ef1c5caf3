import { posix } from 'node:path';
import { traversalOf, type Step, type Traversal } from './expression';
import type { Graph, GraphElement, GraphStack } from './graph';
import { isObject, type Json, type JsonObject } from './json';
import { stateIdentity } from './state-identity';
import { scanTemplate } from './template';

/** What is known of a value before Terraform runs. */
export type Resolved =
  | { readonly kind: 'value'; readonly value: Json }
  /** Known only once the element exists: `aws_lb.main.arn`. */
  | {
      readonly kind: 'attribute';
      readonly element: GraphElement;
      readonly path: readonly Step[];
    }
  /** Text of which at least one part is not known; known parts are strings. */
  | { readonly kind: 'text'; readonly parts: readonly (string | Resolved)[] }
  | { readonly kind: 'unknown'; readonly expression: string; readonly reason: string };

/** References followed one after another; more can only be a cycle. */
const maxHops = 32;

/**
 * Follows the references of a value that stands in `stack`, through remote states into other stacks.
 * Objects and lists are returned as they are, with their own references unresolved.
 */
export function resolve(graph: Graph, stack: string, value: Json): Resolved {
  return resolveValue(graph, stackOf(graph, stack), value, 0);
}

/** Follows a path into an element's attributes: `['health_check', 'path']`. */
export function resolveAttribute(
  graph: Graph,
  element: GraphElement,
  path: readonly Step[],
): Resolved {
  return resolvePath(graph, element, path, 0);
}

function resolveValue(graph: Graph, stack: GraphStack, value: Json, hops: number): Resolved {
  if (typeof value !== 'string') return { kind: 'value', value };
  const parts = scanTemplate(value);
  if (parts.some(({ kind }) => kind === 'directive')) {
    return { kind: 'unknown', expression: value, reason: 'is a template with directives' };
  }
  const resolved = parts.map((part) =>
    part.kind === 'text'
      ? ({ kind: 'value', value: part.text } as const)
      : resolveExpression(graph, stack, part.source, hops),
  );
  const [only] = resolved;
  if (resolved.length === 1 && only) return only;
  const texts = resolved.map((part) => (isScalar(part) ? String(part.value) : part));
  return texts.every((part) => typeof part === 'string')
    ? { kind: 'value', value: texts.join('') }
    : { kind: 'text', parts: texts };
}

function isScalar(resolved: Resolved): resolved is { kind: 'value'; value: string | number } {
  return (
    resolved.kind === 'value' && ['string', 'number', 'boolean'].includes(typeof resolved.value)
  );
}

/** What an expression of a stack has come to: thousands of resources say the same one. */
const resolvedExpressions = new WeakMap<GraphStack, Map<string, Resolved>>();

function resolveExpression(
  graph: Graph,
  stack: GraphStack,
  source: string,
  hops: number,
): Resolved {
  // Further on, the number of hops is a part of the answer.
  if (hops > 0) return followExpression(graph, stack, source, hops);
  const ofStack = resolvedExpressions.get(stack) ?? new Map<string, Resolved>();
  resolvedExpressions.set(stack, ofStack);
  const resolved = ofStack.get(source) ?? followExpression(graph, stack, source, hops);
  ofStack.set(source, resolved);
  return resolved;
}

function followExpression(graph: Graph, stack: GraphStack, source: string, hops: number): Resolved {
  const unknown = (reason: string): Resolved => ({ kind: 'unknown', expression: source, reason });
  if (hops > maxHops) return unknown('refers to itself');
  const traversal = traversalOf(source);
  if (!traversal) return unknown('is computed by Terraform');
  const [root, name, ...inside] = traversal;
  if (root === 'local' && typeof name === 'string' && stack.locals.has(name)) {
    const value = descend(stack.locals.get(name) ?? null, inside);
    if (value === undefined) return unknown(`names nothing that is written in \`local.${name}\``);
    return resolveValue(graph, stack, value, hops + 1);
  }
  if (notElements.has(root)) return unknown(`depends on \`${root}\``);
  const { address, rest } = elementOf(traversal);
  const element = stack.elements.get(address);
  if (!element) return unknown(`names \`${address}\`, which is not in ${stack.id}`);
  if ('count' in element.attributes || 'for_each' in element.attributes) {
    return unknown(`names \`${address}\`, which Terraform repeats`);
  }
  if (element.type !== 'terraform_remote_state') {
    return resolvePath(graph, element, rest, hops + 1);
  }
  return resolveOutput(graph, element, rest, hops + 1) ?? unknown('names no output of this stage');
}

const notElements = new Set([
  'each',
  'count',
  'local',
  'module',
  'path',
  'self',
  'terraform',
  'var',
]);

/** Address of the element that a traversal starts at, and the steps into it. */
export function elementOf(traversal: Traversal): {
  readonly address: string;
  readonly rest: readonly Step[];
} {
  const length = traversal[0] === 'data' ? 3 : 2;
  return { address: traversal.slice(0, length).join('.'), rest: traversal.slice(length) };
}

function resolveOutput(
  graph: Graph,
  remoteState: GraphElement,
  [outputs, name, ...rest]: readonly Step[],
  hops: number,
): Resolved | undefined {
  const producer = producerOf(graph, remoteState);
  const value = typeof name === 'string' ? producer?.outputs.get(name) : undefined;
  if (!producer || outputs !== 'outputs' || value === undefined) return undefined;
  const output = resolveValue(graph, producer, value, hops);
  if (rest.length === 0) return output;
  if (output.kind === 'attribute') return { ...output, path: [...output.path, ...rest] };
  if (output.kind !== 'value') return output;
  const inner = descend(output.value, rest);
  return inner === undefined ? undefined : resolveValue(graph, producer, inner, hops);
}

/** The stack whose state a `terraform_remote_state` data source reads; undefined for a foreign one. */
export function producerOf(graph: Graph, remoteState: GraphElement): GraphStack | undefined {
  const { backend, config } = remoteState.attributes;
  const folder = posix.dirname(graph.manifest.stacks[remoteState.stack]?.file ?? '');
  const state = stateIdentity(String(backend), isObject(config) ? config : {}, folder);
  return [...graph.stacks.values()].find((stack) => stack.state === state);
}

function resolvePath(
  graph: Graph,
  element: GraphElement,
  path: readonly Step[],
  hops: number,
): Resolved {
  const value = descend(element.attributes, path);
  return value === undefined
    ? { kind: 'attribute', element, path }
    : resolveValue(graph, stackOf(graph, element.stack), value, hops);
}

/** Undefined where the path leads to nothing that is written. A single block counts as a list of one. */
function descend(value: Json, path: readonly Step[]): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (Array.isArray(current)) {
      const list = current as readonly Json[];
      current =
        typeof step === 'number'
          ? list[step]
          : list.length === 1
            ? member(list[0], step)
            : undefined;
    } else if (step !== 0) {
      current = member(current, step);
    }
  }
  return current;
}

function member(value: Json | undefined, step: Step): Json | undefined {
  return isObject(value) ? (value as JsonObject)[step] : undefined;
}

function stackOf(graph: Graph, id: string): GraphStack {
  const stack = graph.stacks.get(id);
  if (!stack) throw new RangeError(`There is no stack ${id} in the stage ${graph.manifest.stage}.`);
  return stack;
}
