import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Terraform's CLI configuration: the one that is set, where its file exists, or that of the provider
 * mirror beside the workspace. Undefined means Terraform's default, the public registry.
 * @param root of the workspace
 */
export function terraformCliConfig(root: string): string | undefined {
  const set = process.env['TF_CLI_CONFIG_FILE'];
  if (set !== undefined && existsSync(set)) {
    return set;
  }
  const mirror = resolve(root, '../shared/bin/terraform-mirror');
  if (!existsSync(mirror)) {
    return undefined;
  }
  const { status, stdout } = spawnSync(mirror, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
