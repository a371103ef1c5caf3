import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Manifest } from '@slipway/platform';
import type { ContainerService } from './container-service';
import type { OnEvent } from './events';
import type { LocalFunction } from './local-function';
import { checkFunctions } from './local-functions';
import { ServiceWatcher, type WatchedService } from './service-watcher';

/** What a stage needs to follow changes. */
export interface Watching {
  /**
   * Makes the code of a function anew after its files have changed.
   * @returns why it cannot be used; undefined where it can
   */
  readonly rebuild: (service: string) => string | undefined;
  /** Why the next start would refuse the settings as they are now; undefined where it takes them. */
  readonly whyRefused: () => string | undefined;
}

export interface WatchStageProps extends Watching {
  readonly root: string;
  readonly manifest: Manifest;
  /** By name; those that are started later are replaced too. */
  readonly containers: ReadonlyMap<string, ContainerService>;
  readonly functions: Iterable<LocalFunction>;
  readonly onEvent: OnEvent;
}

/**
 * Replaces the tasks of container services and the code of functions when what they are made from
 * changes. Resolves when every change from now on is seen.
 */
export async function watchStage(props: WatchStageProps): Promise<ServiceWatcher> {
  const { root, manifest, containers, rebuild, whyRefused, onEvent } = props;
  const functions = new Map([...props.functions].map((fn) => [fn.service, fn]));
  const services = Object.entries(manifest.services).map(
    ([name, { folder, file }]): WatchedService => ({ name, folder, file }),
  );
  const watcher = new ServiceWatcher({
    root,
    services,
    onChange: ({ name }, file) => {
      containers.get(name)?.deploy(file);
      const fn = functions.get(name);
      if (!fn) return;
      const reason = rebuild(name);
      if (reason !== undefined) {
        onEvent({ type: 'function-not-rebuilt', service: name, file, reason });
        return;
      }
      fn.reload(file);
      void checkFunctions([fn], onEvent);
    },
    onSettings: (file) => {
      const known = services.find((service) => service.file === file);
      onEvent({
        type: 'settings-changed',
        service: known?.name ?? basename(dirname(file)),
        file,
        change: !existsSync(join(root, file)) ? 'gone' : known ? 'changed' : 'new',
        refused: whyRefused(),
      });
    },
  });
  await watcher.ready();
  return watcher;
}
