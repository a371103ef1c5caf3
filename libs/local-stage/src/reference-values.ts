import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Where a person keeps what a service's secrets and parameters are on this machine; git ignores it. */
function fileOf(service: string): string {
  return `.slipway/local/${service}.env`;
}

/**
 * Values of the variables that a deployed task takes from Secrets Manager and the Parameter Store: from
 * the environment of this process, or from a file of lines `NAME=value`.
 *
 * @returns the values, or what is missing as the reason why the service cannot start
 */
export function referenceValues(
  root: string,
  service: string,
  variables: readonly string[],
): { readonly values: Record<string, string> } | { readonly missing: string } {
  const file = fileOf(service);
  const path = join(root, file);
  const written = existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
  const values: Record<string, string> = {};
  for (const variable of variables) {
    // The person's AWS settings stay out of the local stage.
    const given = variable.startsWith('AWS_') ? undefined : process.env[variable];
    const value = given ?? written[variable];
    if (value === undefined) {
      return {
        missing:
          `has no value for ${variable}, which is a secret or a parameter in AWS: ` +
          `add a line \`${variable}=…\` to ${file}, which git ignores, or set it before \`npm start\``,
      };
    }
    values[variable] = value;
  }
  return { values };
}
