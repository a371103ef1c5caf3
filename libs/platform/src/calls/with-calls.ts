import { callVariable } from '@slipway/catalog';
import type { PlacedCall, PlacedHttpService, PlacedService } from '../model';

/**
 * The services with the ways between them. One that is called, or that has no API, gets a listener of
 * its own on its ALB: a security group rule opens one port, and so one service. The port is the
 * service's rule priority, which no other service of the ALB has, and which stays as long as its base
 * path has the same depth.
 */
export function withCalls(placed: readonly PlacedService[]): PlacedService[] {
  const containers = placed.filter((one) => one.kind === 'http');
  const byName = new Map(containers.map((one) => [one.service.name, one]));
  const called = new Set(
    placed.flatMap((one) => (one.kind === 'function' ? [] : one.service.calls)),
  );
  return placed.map((one) => {
    if (one.kind === 'function') return one;
    const { name, api } = one.service;
    const calls = [...one.service.calls].sort().flatMap((target) => callOf(byName.get(target)));
    if (one.kind === 'batch') return { ...one, calls };
    return { ...one, calls, callPort: called.has(name) || !api ? one.priority : undefined };
  });
}

/** None to a service without a place, which a finding names. */
function callOf(target: PlacedHttpService | undefined): PlacedCall[] {
  if (!target) return [];
  const { service, shard, priority } = target;
  const basePath = service.api?.basePath ?? '';
  const variable = callVariable(service.name);
  return [{ service: service.name, variable, shard, port: priority, basePath }];
}
