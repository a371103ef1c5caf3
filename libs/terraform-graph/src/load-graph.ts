import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Manifest, ManifestStack } from '@slipway/platform';
import { StaleSynthError } from './errors';
import { canonicalType, type Graph, type GraphElement, type GraphStack } from './graph';
import { isObject, type Json, type JsonObject } from './json';
import { stateIdentity } from './state-identity';

/**
 * Reads the Terraform JSON of all stacks that `loadManifest` found whole in `outdir`.
 *
 * @throws StaleSynthError where a stack is not whole JSON
 */
export function loadGraph(outdir: string, manifest: Manifest): Graph {
  const documents = Object.entries(manifest.stacks).map(([id, described]) => {
    const text = readFileSync(join(outdir, described.file), 'utf8');
    try {
      return { id, described, documents: [JSON.parse(text) as JsonObject] };
    } catch (cause) {
      const reason = `${described.file} is not whole JSON: ${(cause as Error).message}`;
      throw new StaleSynthError(outdir, manifest.stage, reason, { cause });
    }
  });
  return graphOf(manifest, documents);
}

/** What stands in the files of a stack. */
export interface StackDocuments {
  readonly id: string;
  readonly described: ManifestStack;
  readonly documents: readonly JsonObject[];
}

/** The graph of stacks whose files have been read. */
export function graphOf(manifest: Manifest, read: readonly StackDocuments[]): Graph {
  const stacks = new Map<string, GraphStack>();
  const resources = new Map<string, GraphElement[]>();
  for (const { id, described, documents } of read) {
    const stack = readStack(id, described, documents);
    stacks.set(id, stack);
    for (const element of stack.elements.values()) {
      if (element.kind !== 'resource') continue;
      const sameType = resources.get(element.type);
      if (sameType) sameType.push(element);
      else resources.set(element.type, [element]);
    }
  }
  return { manifest, stacks, nativeFiles: [], resources };
}

function readStack(
  id: string,
  described: ManifestStack,
  documents: readonly JsonObject[],
): GraphStack {
  const elements = new Map<string, GraphElement>();
  const ofAll = (key: string) => documents.flatMap((document) => members(document[key]));
  for (const kind of ['resource', 'data'] as const) {
    for (const [written, byName] of ofAll(kind)) {
      const type = canonicalType(written);
      for (const [name, block] of members(byName)) {
        const address = kind === 'data' ? `data.${written}.${name}` : `${written}.${name}`;
        const origin = described.resources[address];
        // Terraform takes a list of one block for the block.
        const attributes = Array.isArray(block) ? (block as readonly Json[])[0] : block;
        if (isObject(attributes)) {
          elements.set(address, { stack: id, kind, type, name, address, attributes, origin });
        }
      }
    }
  }
  const outputs = new Map<string, Json>(
    ofAll('output').map(([name, output]) => [
      name,
      isObject(output) ? (output.value ?? null) : null,
    ]),
  );
  const locals = new Map(ofAll('locals'));
  const modules = ofAll('module').map(([name]) => name);
  return { id, elements, outputs, locals, modules, state: stateOf(described, documents) };
}

function stateOf(described: ManifestStack, documents: readonly JsonObject[]): string {
  const [[backend, settings] = ['none', {}]] = documents
    .flatMap(({ terraform }) => members(terraform))
    .flatMap(([key, value]) => (key === 'backend' ? members(value) : []));
  return stateIdentity(backend, isObject(settings) ? settings : {}, posix.dirname(described.file));
}

/** Members of an object, or of every object of a list, which Terraform takes for the same. */
function members(value: Json | undefined): [string, Json][] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(members);
  return isObject(value) ? Object.entries(value) : [];
}
