import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  handlerFiles,
  isNodeRuntime,
  type Finding,
  type FunctionCode,
  type FunctionService,
} from '@slipway/catalog';
import { report } from '../report';
import { packFiles, type FunctionBundle } from './function-bundle';
import { listFolder, readEntries, type FolderContent } from './read-folder';
import { unzippedFindings, zipFindings } from './size-findings';

type FolderCode = Extract<FunctionCode, { readonly from: 'folder' }>;

/**
 * Packs a folder that a team has prepared, as it is: links stay links, what is executable stays so.
 * @param root absolute path of the workspace
 */
export function packFolder(
  root: string,
  service: FunctionService,
  code: FolderCode,
): { readonly bundle: FunctionBundle } | { readonly findings: readonly Finding[] } {
  const folder = `${service.folder}/${code.folder}`.replace(/\/+$/, '');
  const absolute = join(root, folder);
  const content = listFolder(absolute);
  if (content === undefined || content.entries.length + content.refused.length === 0) {
    return { findings: [nothingIn(service, folder, existsSync(absolute))] };
  }
  const { entries } = content;
  const findings = [
    ...refusedFindings(service, folder, content),
    ...handlerFindings(service, code, folder, content),
    ...unzippedFindings(
      service,
      'function.folder',
      entries.reduce((bytes, { size }) => bytes + size, 0),
    ),
  ];
  if (findings.length > 0) return { findings };
  const bundle = packFiles({
    service: service.name,
    handler: code.handler,
    files: readEntries(absolute, entries),
    ...(isNodeRuntime(code.runtime) && { module: fileOf(code, content) }),
  });
  const tooLarge = zipFindings(service, 'function.folder', bundle.zip);
  return tooLarge.length > 0 ? { findings: tooLarge } : { bundle };
}

function nothingIn(service: FunctionService, folder: string, exists: boolean): Finding {
  const { name, at } = service;
  const message = exists
    ? `\`function.folder\` of ${name} is ${folder}, in which there is no file`
    : `\`function.folder\` of ${name} is ${folder}, and there is no such folder`;
  const fix = `build ${name} into ${folder} first, or name the folder that it is built into`;
  return report('SLP3103', at('function.folder'), message, fix);
}

function refusedFindings(
  { name, at }: FunctionService,
  folder: string,
  { refused }: FolderContent,
): Finding[] {
  return refused.map(({ path, reason }) => {
    const message = `${folder}/${path} of ${name} ${reason}`;
    const fix = 'put a copy of the file there, or a relative link to one in the folder';
    return report('SLP3106', at('function.folder'), message, fix);
  });
}

function handlerFindings(
  { name, function: { layers }, at }: FunctionService,
  code: FolderCode,
  folder: string,
  content: FolderContent,
): Finding[] {
  const { runtime, handler } = code;
  const wanted = handlerFiles(runtime, handler);
  // A layer can hold the handler.
  if (wanted.length === 0 || layers.length > 0) return [];
  const file = fileOf(code, content);
  const found = content.entries.find(({ path }) => path === file);
  if (found === undefined) {
    const message = `\`function.handler\` of ${name} is ${handler}, and ${folder} has no ${wanted.join(' or ')}`;
    const fix = `build it into ${folder}, or name the handler that is there`;
    return [report('SLP3107', at('function.handler'), message, fix)];
  }
  if (found.kind !== 'file' || found.path !== 'bootstrap') return [];
  const message = `${folder}/bootstrap of ${name} is not executable`;
  return [report('SLP3107', at('function.folder'), message, `chmod +x ${folder}/bootstrap`)];
}

/** The file that the runtime finds the handler in, if it is there. */
function fileOf({ runtime, handler }: FolderCode, { entries }: FolderContent): string | undefined {
  const paths = new Set(entries.map(({ path }) => path));
  return handlerFiles(runtime, handler).find((path) => paths.has(path));
}
