import { posix } from 'node:path';
import type { Json, JsonObject } from './json';

/**
 * One string for the state that a `terraform.backend` block or a `terraform_remote_state` data source
 * means. Paths of local states are resolved against the stack's own folder.
 *
 * @param folder folder of the stack relative to the output folder
 */
export function stateIdentity(backend: string, settings: JsonObject, folder: string): string {
  if (backend === 'local') return `local:${posix.join(folder, String(settings.path))}`;
  const { bucket = null, key = null, region = null } = settings;
  return `${backend}:${[region, bucket, key].map((part: Json) => JSON.stringify(part)).join(':')}`;
}
