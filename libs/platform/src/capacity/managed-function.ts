import {
  executionEnvironment,
  managedConcurrency,
  runtimeOf,
  type FunctionService,
} from '@slipway/catalog';
import type { ManagedFunction } from '../model';
import { serviceResourceName, type NamedStage } from '../naming/resource-name';
import { floorSchedules } from './floor-schedules';

/** How a function runs on its capacity provider; undefined for one of the shared fleet. */
export function managedFunction(
  stage: NamedStage,
  { name: service, function: settings }: FunctionService,
): ManagedFunction | undefined {
  const { capacityProvider, concurrency, floor } = settings;
  const runtime = runtimeOf(settings);
  if (capacityProvider === undefined) return undefined;
  const { vcpu, memoryPerVcpu } = executionEnvironment(settings);
  const floors = (floor ? floorSchedules(floor) : []).map((schedule) => {
    const { cron, timezone, min, max } = schedule;
    const name = serviceResourceName('schedule', stage, {
      service,
      part: undefined,
      given: 'floor',
      replacedBy: [cron, timezone, min, max],
    });
    return { name, ...schedule };
  });
  return {
    capacityProvider,
    memoryPerVcpu,
    concurrency: concurrency ?? (runtime && managedConcurrency(runtime, vcpu)),
    floors,
  };
}
