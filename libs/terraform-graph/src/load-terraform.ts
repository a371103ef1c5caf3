import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Manifest } from '@slipway/platform';
import { NoTerraformError } from './errors';
import type { Graph } from './graph';
import { isObject, type JsonObject } from './json';
import { graphOf, type StackDocuments } from './load-graph';

/**
 * Reads Terraform JSON that another program wrote: each folder below `root` with files `*.tf.json` is a
 * stack, named by its path. There is no `slipway.json`, so nothing says which service a resource is of.
 *
 * @throws NoTerraformError where there is no such file, or one is not whole JSON
 */
export function loadTerraform(root: string): Graph {
  const files = filesBelow(root);
  const read = stacksIn(root, files);
  if (read.length === 0) throw new NoTerraformError(root, whyNothing(root, files));
  const manifest: Manifest = {
    version: 1,
    stage: '',
    project: '',
    account: '',
    region: '',
    stacks: Object.fromEntries(read.map(({ id, described }) => [id, described])),
    services: {},
  };
  // One that was converted has its JSON beside it.
  const native = files.filter((file) => isNative(file) && !files.includes(`${file}.json`));
  return { ...graphOf(manifest, read), nativeFiles: native.map(nameIn(root)) };
}

/** Folders that Terraform and package managers keep for themselves. */
const skipped = new Set(['.terraform', 'node_modules', '.git']);

/** Files of a folder and of those below, a folder's own before those below it. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return [
    ...entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name)),
    ...entries
      .filter((entry) => entry.isDirectory() && !skipped.has(entry.name))
      .flatMap(({ name }) => filesBelow(join(folder, name))),
  ];
}

function nameIn(root: string): (file: string) => string {
  return (file) => relative(root, file).split(sep).join('/');
}

function isNative(file: string): boolean {
  return file.endsWith('.tf');
}

function stacksIn(root: string, files: readonly string[]): StackDocuments[] {
  const byFolder = new Map<string, string[]>();
  for (const file of files.filter((one) => one.endsWith('.tf.json'))) {
    byFolder.set(dirname(file), [...(byFolder.get(dirname(file)) ?? []), file]);
  }
  return [...byFolder].map(([folder, own]) => {
    const id = nameIn(root)(folder) || basename(root);
    const file = nameIn(root)(own[0] ?? folder);
    const described = { file, sha256: '', dependsOn: [], resources: {} };
    return { id, described, documents: own.map((one) => parse(root, one)) };
  });
}

/** What stands in a folder instead of Terraform JSON. */
function whyNothing(root: string, files: readonly string[]): string {
  const names = files.map(nameIn(root));
  const native = names.find(isNative);
  if (native !== undefined) {
    return `holds no file *.tf.json, but ${native} in Terraform's native syntax, which is not read: run \`hcl2json ${native} > ${native}.json\``;
  }
  const json = names.find((name) => name.endsWith('.json'));
  return json === undefined
    ? 'holds no file *.tf.json'
    : `holds no file *.tf.json; ${json} is another kind of file: a plan or a state is not read`;
}

function parse(root: string, file: string): JsonObject {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const name = relative(root, file);
    throw new NoTerraformError(root, `${name} is not whole JSON: ${cause.message}`, { cause });
  }
  if (isObject(document)) return document;
  throw new NoTerraformError(root, `${relative(root, file)} is not a JSON object`);
}
