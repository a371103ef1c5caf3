import { basename, dirname } from 'node:path';
import type { CreateNodesResultV2, CreateNodesV2, ProjectConfiguration } from '@nx/devkit';
import { codeTargets } from './inference/code-targets';
import { isFunction, serviceProject } from './inference/service';
import { readServiceFile } from './inference/service-file';
import { stackProject } from './inference/stack';
import { stackCodeProject } from './inference/stack-code';
import { configurationProject, workspaceProject } from './inference/workspace';

/**
 * Files that make a project. Nx answers the deletion of any of them with "everything is affected", so
 * none is here that does not have to be.
 */
const projectFiles =
  '{tsconfig.json,{apps,libs}/*/project.json,apps/*/service.yaml,stacks/{project.json,*/*-stack.ts,{stages,locks}/*.{yaml,json}}}';

/** Infers projects and targets from the workspace's own files; a `project.json` adds name and tags. */
export const createNodesV2: CreateNodesV2 = [
  projectFiles,
  (files, _options, { workspaceRoot }) => projectsOf(files, workspaceRoot),
];

function projectsOf(files: readonly string[], workspaceRoot: string): CreateNodesResultV2 {
  const services = files.filter((file) => basename(file) === 'service.yaml');
  const functions = services
    .filter((file) => isFunction(workspaceRoot, file))
    .map((file) => basename(dirname(file)));
  const hasBuiltFolders = services.some(
    (file) => readServiceFile(workspaceRoot, file).hasBuiltFolder,
  );
  const stacks = files.filter(isStack).map((file) => basename(dirname(file)));
  const stages = files
    .filter((file) => dirname(file) === 'stacks/stages')
    .map((file) => basename(file, '.yaml'));

  return files.flatMap((file) => {
    const root = dirname(file);
    const project = (): Omit<ProjectConfiguration, 'root'> | undefined => {
      if (root === '.') return workspaceProject();
      if (root === 'stacks') return stackCodeProject(workspaceRoot, stacks);
      if (root === 'stacks/stages' || root === 'stacks/locks') return configurationProject(root);
      if (services.includes(file)) return serviceProject(workspaceRoot, file);
      if (isStack(file)) {
        return stackProject({ name: basename(root), stages, functions, hasBuiltFolders });
      }
      if (basename(file) === 'project.json') return { targets: codeTargets(workspaceRoot, root) };
      return undefined;
    };
    const inferred = project();
    return inferred ? [[file, { projects: { [root]: inferred } }]] : [];
  });
}

/**
 * `stacks/compute/compute-stack.ts`: a stack that every stage has. Others in its folder belong to the
 * same project; the account's stack is synthesised by `bootstrap` alone and is code of `stacks`.
 */
function isStack(file: string): boolean {
  const folder = dirname(file);
  return folder !== 'stacks/account' && file === `${folder}/${basename(folder)}-stack.ts`;
}
