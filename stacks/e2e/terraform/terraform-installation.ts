import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terraformCliConfig } from './cli-config';
import { providerVersion } from './provider-5';

/** What every run of Terraform needs. */
export interface TerraformInstallation {
  /** Absolute path of the executable. */
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Finds Terraform and the provider; or says in a sentence which of them is missing.
 * @param root of the workspace
 * @param folder to keep the provider in where it is downloaded
 */
export function terraformInstallation(
  root: string,
  folder: string,
): TerraformInstallation | { readonly missing: string } {
  const { stdout: executable } = spawnSync('sh', ['-c', 'command -v terraform'], {
    encoding: 'utf8',
  });
  if (executable === '') {
    return { missing: 'terraform' };
  }
  const cache = join(folder, 'providers');
  const environment = {
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    TF_PLUGIN_CACHE_DIR: cache,
    // The stacks have no lock files, without which Terraform would not look into the cache.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1',
    // Empty, it means Terraform's default, whatever the surroundings say.
    TF_CLI_CONFIG_FILE: terraformCliConfig(root) ?? '',
  };
  // The suites' stacks are initialised side by side, which only a cache that is full allows.
  const probe = join(folder, `provider-${process.pid}`);
  mkdirSync(cache, { recursive: true });
  mkdirSync(probe);
  const required = { aws: { source: 'hashicorp/aws', version: providerVersion } };
  writeFileSync(
    join(probe, 'main.tf.json'),
    JSON.stringify({ terraform: { required_providers: required } }),
  );
  const { status } = spawnSync(executable.trim(), ['init', '-input=false'], {
    cwd: probe,
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
  rmSync(probe, { recursive: true });
  return status === 0
    ? { executable: executable.trim(), environment }
    : { missing: `provider hashicorp/aws ${providerVersion}, in a mirror or the registry` };
}
