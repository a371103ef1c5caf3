import type { FunctionSettings } from './service';
import { isNodeRuntime, type LambdaRuntime, type NodeRuntime } from './schema/lambda-runtimes';

/** Where the code of a function comes from, and what runs it. */
export type FunctionCode =
  | {
      readonly from: 'entry';
      /** Module relative to the folder of the service. */
      readonly entry: string;
      readonly runtime: NodeRuntime;
    }
  | {
      readonly from: 'folder';
      /** Folder relative to the folder of the service. */
      readonly folder: string;
      readonly handler: string;
      readonly runtime: LambdaRuntime;
    }
  | {
      readonly from: 'image';
      /** Dockerfile relative to the folder of the service. */
      readonly dockerfile: string;
    };

const defaultRuntime = 'nodejs22.x';

/** Dockerfile of a function that names none. */
export const defaultDockerfile = 'Dockerfile';

/**
 * The code of a function, with the defaults of what its file leaves out.
 * @throws Error where rules find that the settings do not go together
 */
export function codeOf(settings: FunctionSettings): FunctionCode {
  const {
    entry = 'src/handler.ts',
    folder,
    handler,
    image,
    dockerfile = defaultDockerfile,
  } = settings;
  const { runtime = defaultRuntime } = settings;
  if (image) return { from: 'image', dockerfile };
  if (folder !== undefined && handler !== undefined) {
    return { from: 'folder', folder, handler, runtime };
  }
  if (folder === undefined && isNodeRuntime(runtime)) return { from: 'entry', entry, runtime };
  throw new Error(`a function with the runtime ${runtime} has no folder with a handler`);
}

/** The runtime of a function; undefined where its image brings one. */
export function runtimeOf({
  image,
  runtime = defaultRuntime,
}: FunctionSettings): LambdaRuntime | undefined {
  return image ? undefined : runtime;
}
