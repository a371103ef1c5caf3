import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Manifest, ManifestStack } from '@slipway/platform';
import type { Graph, GraphElement, GraphStack } from './graph';
import { isObject, type Json, type JsonObject } from './json';
import { stateIdentity } from './state-identity';

/** Reads the Terraform JSON of all stacks that `loadManifest` found whole in `outdir`. */
export function loadGraph(outdir: string, manifest: Manifest): Graph {
  const stacks = new Map<string, GraphStack>();
  const resources = new Map<string, GraphElement[]>();
  for (const [id, described] of Object.entries(manifest.stacks)) {
    const document = JSON.parse(readFileSync(join(outdir, described.file), 'utf8')) as JsonObject;
    const stack = readStack(id, described, document);
    stacks.set(id, stack);
    for (const element of stack.elements.values()) {
      if (element.kind !== 'resource') continue;
      const sameType = resources.get(element.type);
      if (sameType) sameType.push(element);
      else resources.set(element.type, [element]);
    }
  }
  return { manifest, stacks, resources };
}

function readStack(id: string, described: ManifestStack, document: JsonObject): GraphStack {
  const elements = new Map<string, GraphElement>();
  for (const kind of ['resource', 'data'] as const) {
    for (const [type, byName] of members(document[kind])) {
      for (const [name, attributes] of members(byName)) {
        const address = kind === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
        const origin = described.resources[address];
        if (isObject(attributes)) {
          elements.set(address, { stack: id, kind, type, name, address, attributes, origin });
        }
      }
    }
  }
  const outputs = new Map<string, Json>(
    members(document.output).map(([name, output]) => [
      name,
      isObject(output) ? (output.value ?? null) : null,
    ]),
  );
  return { id, elements, outputs, state: stateOf(described, document) };
}

function stateOf(described: ManifestStack, document: JsonObject): string {
  const terraform = isObject(document.terraform) ? document.terraform : {};
  const [[backend, settings] = ['none', {}]] = members(terraform.backend);
  return stateIdentity(backend, isObject(settings) ? settings : {}, posix.dirname(described.file));
}

function members(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}
