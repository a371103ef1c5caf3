import type { Stage } from '@slipway/catalog';

/** Id of a stage's stack: `dev-networking` for the part `networking`. */
export function stackIdOf(stage: Pick<Stage, 'name'>, part: string): string {
  return `${stage.name}-${part}`;
}

/** Id of an account's stack: `account-123456789012-eu-central-1`. */
export function accountStackId({ account, region }: Pick<Stage, 'account' | 'region'>): string {
  return `account-${account}-${region}`;
}

/** Key of an account's state, beside the folders of the stages, whose deploy roles write in those. */
export function accountStateKey(stage: Pick<Stage, 'account' | 'project' | 'region'>): string {
  return `${stage.project}/${accountStackId(stage)}.tfstate`;
}

/** Key of a stack's state in the state bucket; the lock file is this key with `.tflock` at the end. */
export function stateKey(stage: Pick<Stage, 'name' | 'project'>, stackId: string): string {
  return `${stage.project}/${stage.name}/${stackId}.tfstate`;
}

/**
 * Path of a stack's state file where the stage keeps state on this machine, relative to the folder
 * `<outdir>/stacks/<stack id>` that Terraform runs in: the file stands beside the output folder, so
 * that deleting the output loses no state.
 */
export function localStatePath(stackId: string): string {
  return `../../../terraform.${stackId}.tfstate`;
}
