import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
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
  const read = stacksIn(root, root);
  if (read.length === 0) throw new NoTerraformError(root, 'holds no file *.tf.json');
  const manifest: Manifest = {
    version: 1,
    stage: '',
    project: '',
    account: '',
    region: '',
    stacks: Object.fromEntries(read.map(({ id, described }) => [id, described])),
    services: {},
  };
  return graphOf(manifest, read);
}

/** Folders that Terraform and package managers keep for themselves. */
const skipped = new Set(['.terraform', 'node_modules', '.git']);

function stacksIn(root: string, folder: string): StackDocuments[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tf.json'))
    .map(({ name }) => join(folder, name));
  const below = entries
    .filter((entry) => entry.isDirectory() && !skipped.has(entry.name))
    .flatMap(({ name }) => stacksIn(root, join(folder, name)));
  const [file] = files;
  if (file === undefined) return below;
  const id = relative(root, folder).split(sep).join('/') || basename(root);
  const path = relative(root, file).split(sep).join('/');
  const described = { file: path, sha256: '', dependsOn: [], resources: {} };
  return [{ id, described, documents: files.map((one) => parse(root, one)) }, ...below];
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
