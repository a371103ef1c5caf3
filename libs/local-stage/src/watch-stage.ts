import type { Manifest } from '@slipway/platform';
import type { ContainerService } from './container-service';
import type { OnEvent } from './events';
import type { LocalFunction } from './local-function';
import { ServiceWatcher, type WatchedService } from './service-watcher';

/**
 * Makes the code of a function anew after its files have changed.
 * @returns why it cannot be used; undefined where it can
 */
export type Rebuild = (service: string) => string | undefined;

export interface WatchStageProps {
  readonly root: string;
  readonly manifest: Manifest;
  /** By name. */
  readonly containers: ReadonlyMap<string, ContainerService>;
  readonly functions: Iterable<LocalFunction>;
  readonly rebuild: Rebuild;
  readonly onEvent: OnEvent;
}

/** Replaces the tasks of container services and the code of functions when their files change. */
export async function watchStage(props: WatchStageProps): Promise<ServiceWatcher> {
  const { root, manifest, containers, rebuild, onEvent } = props;
  const functions = new Map([...props.functions].map((fn) => [fn.service, fn]));
  const services = Object.entries(manifest.services).map(
    ([name, { folder, file }]): WatchedService => ({ name, folder, file }),
  );
  const watcher = new ServiceWatcher({
    root,
    services,
    onChange: ({ name }) => {
      containers.get(name)?.deploy();
      const fn = functions.get(name);
      if (!fn) return;
      const reason = rebuild(name);
      if (reason === undefined) fn.reload();
      else onEvent({ type: 'function-not-rebuilt', service: name, reason });
    },
    onSettings: ({ name, file }) => onEvent({ type: 'settings-changed', service: name, file }),
  });
  await watcher.ready();
  return watcher;
}
