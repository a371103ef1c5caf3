import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';

/** Packages that decide how the Terraform JSON of a stack looks that has no service's code in it. */
const synthPackages = ['cdktf', '@cdktf/provider-aws', 'constructs'];

/** What of the services is in a stack. */
interface StackContent {
  /** The service files and the locks: routes, tasks, permissions. */
  readonly services: boolean;
  /** The bundled code of the functions. */
  readonly functions: boolean;
}

/** Stacks that hold less than everything; one that is not named here counts as holding it all. */
const contents: Readonly<Record<string, StackContent>> = {
  networking: { services: false, functions: false },
  'api-gateway': { services: true, functions: false },
};

export interface StackProjectProps {
  /** `compute`: the folder's name under `stacks/`. */
  readonly name: string;
  /** Names of all stages, each a configuration of `synth`. */
  readonly stages: readonly string[];
  /** Projects of the services that are functions. */
  readonly functions: readonly string[];
  /** Whether a function takes a folder that is built elsewhere: git mostly ignores it, and so Nx sees no change in it. */
  readonly hasBuiltFolders: boolean;
}

/**
 * The project of a folder `stacks/<name>` with a stack in it. It says whether the stack is affected
 * and synthesises it; its code is linted and tested with that of all stacks, by the project `stacks`.
 */
export function stackProject({
  name,
  stages,
  functions,
  hasBuiltFolders,
}: StackProjectProps): Omit<ProjectConfiguration, 'root'> {
  const content = contents[name] ?? { services: true, functions: true };
  return {
    name,
    projectType: 'library',
    tags: ['layer:stacks'],
    implicitDependencies: content.functions ? [...functions] : [],
    targets: {
      synth: {
        ...synthTarget(name, stages, content),
        cache: !(content.functions && hasBuiltFolders),
      },
    },
  };
}

function synthTarget(
  name: string,
  stages: readonly string[],
  { services, functions }: StackContent,
): TargetConfiguration {
  const output = `dist/synth/${name}`;
  return {
    command: `node libs/nx-plugin/src/synth-stack.js ${name}`,
    inputs: [
      'production',
      '^production',
      'stackEntry',
      'stageFiles',
      ...(services ? ['serviceConfigs', 'locks'] : []),
      ...(functions ? [] : [{ externalDependencies: synthPackages }]),
      { env: 'STAGE' },
    ],
    outputs: [`{workspaceRoot}/${output}`],
    configurations: Object.fromEntries(stages.map((stage) => [stage, { env: { STAGE: stage } }])),
    metadata: {
      description: `Writes the stack as Terraform JSON to ${output}; stage by STAGE or configuration`,
    },
  };
}
