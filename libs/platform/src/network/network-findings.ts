import { localStage, type Finding, type Service, type Stage } from '@slipway/catalog';
import { report } from '../report';
import { endpointNeeds, endpointsByNeed, type ServiceNeeds } from './endpoint-needs';
import { isClosed, stageEndpoints } from './stage-endpoints';

/** What is wrong between a stage's network and the services that run in it. */
export function networkFindings(stage: Stage, services: readonly Service[]): Finding[] {
  // It runs on this machine.
  if (stage.name === localStage) return [];
  return [...endpointFindings(stage, endpointNeeds(services)), ...publicTasks(stage, services)];
}

/** An error for each thing that a service needs and the network of its stage has no way to. */
export function endpointFindings(stage: Stage, services: readonly ServiceNeeds[]): Finding[] {
  const { network, name, at } = stage;
  if (network.mode !== 'dedicated' || !isClosed(network)) return [];
  const { gateways, interfaces } = stageEndpoints(network);
  const there = new Set<string>([...gateways, ...interfaces]);
  const lacking = services.flatMap(({ service, needs }) =>
    needs.flatMap((need) => {
      const missing = endpointsByNeed[need].filter((endpoint) => !there.has(endpoint));
      return missing.length === 0 ? [] : [{ service, need, missing }];
    }),
  );
  const all = [...new Set([...network.endpoints, ...lacking.flatMap(({ missing }) => missing)])];
  const fix =
    `write \`endpoints: [${all.sort().join(', ')}]\` below \`network\` in ${at('network').file}, ` +
    'or give the stage NAT gateways by `natGateways: single`';
  return lacking.map(({ service, need, missing }) => {
    const message =
      `${service.name} reaches its ${need} by ${missing.join(' and ')}, ` +
      `and the network of stage ${name} has neither this endpoint nor a NAT gateway`;
    return report('SLP2480', service.at('name'), message, fix);
  });
}

function publicTasks({ network, name, at }: Stage, services: readonly Service[]): Finding[] {
  const tasks = services.some(({ kind }) => kind !== 'function');
  if (network.mode !== 'default-vpc' || !tasks) return [];
  const message =
    `tasks in stage ${name} get public IP addresses: the subnets of a default VPC are public, ` +
    'and without an address no task in them could pull its image';
  const fix =
    'write `mode: dedicated`, or `mode: existing` with private subnets, for a stage that holds anything of value; ' +
    'a deployed one is moved by docs/changing-a-network.md';
  return [report('SLP2481', at('network.mode'), message, fix)];
}
