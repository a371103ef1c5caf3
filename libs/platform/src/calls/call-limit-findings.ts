import type { Finding, Stage } from '@slipway/catalog';
import type { PlacedHttpService, PlacedService } from '../model';
import { ascending } from '../order';
import { report } from '../report';

/**
 * Services of an ALB that can have a listener of their own: 50 listeners, one of them for the API.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const callListenerLimit = 49;

/**
 * Ways that a security group can admit.
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
 */
export const callRuleLimit = 60;

/** What is wrong with the number of calls through each ALB of a stage. */
export function callLimitFindings(stage: Stage, placed: readonly PlacedService[]): Finding[] {
  const containers = placed.filter((one) => one.kind === 'http');
  const shards = [...new Set(containers.map(({ shard }) => shard))].sort(
    ascending((shard) => shard),
  );
  return shards.flatMap((shard) => [
    ...tooManyListeners(stage, shard, containers),
    ...tooManyRules(stage, shard, placed),
  ]);
}

function tooManyListeners(
  stage: Stage,
  shard: number,
  containers: readonly PlacedHttpService[],
): Finding[] {
  const called = containers.filter((one) => one.shard === shard && one.callPort !== undefined);
  const last = called.at(-1);
  if (called.length <= callListenerLimit || !last) return [];
  const { name, at } = last.service;
  const message = `${called.length} services on ALB ${shard} of stage ${stage.name} are called or have no API, and it has listeners for ${callListenerLimit}`;
  const fix = `give ${name} a place on another ALB (docs/moving-a-service.md)`;
  return [report('SLP2450', at('name'), message, fix)];
}

function tooManyRules(stage: Stage, shard: number, placed: readonly PlacedService[]): Finding[] {
  const callers = placed.flatMap((one) => {
    if (one.kind === 'function') return [];
    const calls = one.calls.filter((call) => call.shard === shard);
    return calls.map((call) => ({ service: one.service, call }));
  });
  const last = callers.at(-1);
  if (callers.length <= callRuleLimit || !last) return [];
  const { service, call } = last;
  const message = `${callers.length} calls go through ALB ${shard} of stage ${stage.name}, and its security group admits ${callRuleLimit}`;
  const fix = `remove a call, or give ${call.service} a place on another ALB (docs/moving-a-service.md)`;
  return [report('SLP2451', service.at('calls'), message, fix)];
}
