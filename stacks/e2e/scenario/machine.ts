import { emulatorPackages, pythonEnvironment } from '@slipway/aws-emulator';
import { join, resolve } from 'node:path';
import {
  terraformInstallation,
  type TerraformInstallation,
} from '../terraform/terraform-installation';
import { writeTerraform } from '../terraform/terraform-on-path';

/** The workspace that the suites are part of. */
export const repository = resolve(__dirname, '../../..');

/** Everything that the suites write, ignored by git. */
export const folder = join(repository, '.slipway/e2e');

/** What the scenarios run with. */
export interface Machine {
  /** Folder of the Python environment with the emulator. */
  readonly python: string;
  /** Folder with the `terraform` that rewrites stacks, first on PATH. */
  readonly bin: string;
  /** Environment of every command, without credentials. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Prepares this machine for the scenarios, or says in a sentence what it lacks for them. */
export function prepareMachine(): Machine | { readonly missing: string } {
  const python = pythonEnvironment(folder, emulatorPackages);
  if ('missing' in python) {
    return python;
  }
  const terraform = terraformInstallation(repository, folder);
  if ('missing' in terraform) {
    return terraform;
  }
  const bin = join(folder, 'bin');
  writeTerraform(bin, terraform.executable);
  return { python: python.folder, bin, environment: environmentWith(bin, terraform) };
}

/** The surroundings without anything of AWS, so that no real account can be reached. */
function environmentWith(bin: string, terraform: TerraformInstallation): NodeJS.ProcessEnv {
  const surroundings = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('AWS_') && !name.startsWith('TF_'),
  );
  return {
    ...Object.fromEntries(surroundings),
    ...terraform.environment,
    PATH: `${bin}:${process.env['PATH']}`,
    // Terraform and its provider read their schemas every time, and collect a fifth of the time what
    // they need until they end.
    GOGC: '400',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
}
