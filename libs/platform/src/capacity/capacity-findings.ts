import {
  executionEnvironment,
  instanceSizeOf,
  knownFamilies,
  nearest,
  type CapacityProviderSettings,
  type Finding,
  type FunctionService,
  type InstanceSize,
  type Service,
  type Stage,
} from '@slipway/catalog';
import { report } from '../report';
import { floorCosts, heldVcpu, type FloorCost } from './floor-costs';
import { versionQuota, versionWarning } from './version-quota';

/** What is wrong with the capacity providers of a stage and the functions on them together. */
export function capacityFindings(stage: Stage, services: readonly Service[]): Finding[] {
  const functions = services.filter((service) => service.kind === 'function');
  const costs = floorCosts(stage, services);
  return [
    ...functions.flatMap((service) => functionFindings(stage, service)),
    ...Object.entries(stage.capacityProviders).flatMap(([name, settings]) => {
      const own = costs.filter(({ capacityProvider }) => capacityProvider === name);
      return [
        ...ceilingFindings(stage, name, settings, own),
        ...versionFindings(stage, name, settings, own),
      ];
    }),
    ...budgetFindings(stage, costs),
    ...ownerlessBudgets(stage, functions),
  ];
}

function functionFindings(stage: Stage, service: FunctionService): Finding[] {
  const { function: settings, name, at } = service;
  const provider = settings.capacityProvider;
  if (provider === undefined) return [];
  const names = Object.keys(stage.capacityProviders);
  const found = names.includes(provider) ? stage.capacityProviders[provider] : undefined;
  if (!found) {
    const { file } = stage.at('name');
    const message = `${name} runs on the capacity provider ${provider}, and stage ${stage.name} has ${names.join(', ') || 'none'}`;
    const fix = names[0]
      ? `write \`capacityProvider: ${names[0]}\`, or add ${provider} to \`capacityProviders\` in ${file}`
      : `add \`capacityProviders: { ${provider}: { owner: ${service.owner}, architecture: ${settings.architecture} } }\` to ${file}`;
    return [report('SLP2401', at('function.capacityProvider'), message, fix)];
  }
  if (settings.architecture !== found.architecture) {
    const message = `${name} is built for ${settings.architecture}, and the capacity provider ${provider} of stage ${stage.name} is ${found.architecture}`;
    const fix = `write \`architecture: ${found.architecture}\` below \`function\``;
    return [report('SLP2402', at('function.architecture'), message, fix)];
  }
  return hostFindings(stage, service, provider, found);
}

/** Of an instance, what Lambda keeps for itself. */
const reserved = { vcpu: 1, memory: 1 };
/** Instances that the first version of a function starts on, and how many vCPU each has per vCPU of an environment where Lambda chooses. */
const firstInstances = 3;
const chosenTimes = 4;

function hostFindings(
  stage: Stage,
  { function: settings, name, at }: FunctionService,
  provider: string,
  { instanceTypes, scaling }: CapacityProviderSettings,
): Finding[] {
  const environment = executionEnvironment(settings);
  const path = `capacityProviders.${provider}`;
  const size = `${environment.vcpu} vCPU and ${environment.memory} GiB`;
  const allowed = instanceTypes?.allow;
  const hosts = allowed && sizesOf(stage, allowed).filter((host) => fits(host, environment));
  if (hosts && hosts.length === 0) {
    const message = `an environment of ${name} has ${size}, and no type that ${provider} of stage ${stage.name} allows has ${reserved.vcpu} vCPU and ${reserved.memory} GiB more: ${allowed.join(', ')}`;
    const fix = `allow a larger type in \`${path}.instanceTypes\` of ${stage.at(path).file}, or lower \`function.memory\``;
    return [report('SLP2403', at('function.memory'), message, fix)];
  }
  const host = hosts ? Math.min(...hosts.map(({ vcpu }) => vcpu)) : chosenTimes * environment.vcpu;
  const needed = firstInstances * host;
  if (needed <= scaling.maxVcpu) return [];
  const message = `the first version of ${name} starts on ${firstInstances} instances of ${host} vCPU, and \`maxVcpu\` of ${provider} is ${scaling.maxVcpu}`;
  const fix = `write \`maxVcpu: ${needed}\` or more below \`${path}.scaling\``;
  return [report('SLP2404', stage.at(`${path}.scaling.maxVcpu`), message, fix)];
}

function sizesOf(stage: Stage, types: readonly string[]): InstanceSize[] {
  const families = { ...knownFamilies, ...stage.instanceFamilies };
  return types.flatMap((type) => instanceSizeOf(type, families) ?? []);
}

function fits(host: InstanceSize, { vcpu, memory }: { vcpu: number; memory: number }): boolean {
  return host.vcpu >= vcpu + reserved.vcpu && host.memory >= memory + reserved.memory;
}

function ceilingFindings(
  stage: Stage,
  name: string,
  { scaling: { maxVcpu } }: CapacityProviderSettings,
  costs: readonly FloorCost[],
): Finding[] {
  const held = heldVcpu(costs);
  if (held <= maxVcpu) return [];
  const path = `capacityProviders.${name}.scaling.maxVcpu`;
  const message = `the floors on ${name} of stage ${stage.name} hold ${held} vCPU, above \`maxVcpu\` of ${maxVcpu}: ${costs.map(costText).join('; ')}`;
  const fix = `write \`maxVcpu: ${held}\` or more, lower \`floor.min\` of a function, or \`versions\` of the provider`;
  return [report('SLP2405', stage.at(path), message, fix)];
}

function versionFindings(
  stage: Stage,
  name: string,
  { versions }: CapacityProviderSettings,
  costs: readonly FloorCost[],
): Finding[] {
  const count = costs.length * versions;
  if (count <= versionWarning) return [];
  const message = `${costs.length} functions with ${versions} versions each are ${count} versions on ${name} of stage ${stage.name}`;
  const fix =
    'move functions to another provider, or lower `versions` and delete older versions by then';
  const rule = count > versionQuota ? 'SLP2406' : 'SLP2407';
  return [report(rule, stage.at(`capacityProviders.${name}.versions`), message, fix)];
}

function budgetFindings(stage: Stage, costs: readonly FloorCost[]): Finding[] {
  return Object.entries(stage.vcpuBudget).flatMap(([owner, budget]) => {
    const own = costs.filter((cost) => cost.owner === owner);
    const held = heldVcpu(own);
    if (held <= budget) return [];
    const message = `the floors of ${owner} in stage ${stage.name} hold ${held} vCPU, and the budget is ${budget}: ${own.map(costText).join('; ')}`;
    const fix = `lower \`floor.min\` of a function, or write \`${owner}: ${held}\``;
    return [report('SLP2408', stage.at(`vcpuBudget.${owner}`), message, fix)];
  });
}

/** Owners without a function on a provider, where others have one and no budget: they were meant. */
function ownerlessBudgets(stage: Stage, functions: readonly FunctionService[]): Finding[] {
  const managed = functions.filter((service) => service.function.capacityProvider !== undefined);
  const owners = [...new Set(managed.map(({ owner }) => owner))].sort();
  const without = owners.filter((owner) => !Object.hasOwn(stage.vcpuBudget, owner));
  return Object.keys(stage.vcpuBudget).flatMap((named) => {
    const meant = owners.includes(named) ? undefined : nearest(named, without);
    if (meant === undefined) return [];
    const message = `\`vcpuBudget\` of stage ${stage.name} names ${named}, who owns no function on a capacity provider; ${meant} does, and has no budget`;
    return [report('SLP2409', stage.at(`vcpuBudget.${named}`), message, `write \`${meant}\``)];
  });
}

/** `clm-router 3 versions × 3 environments × 1 vCPU`. */
function costText({ service, versions, environments, vcpu }: FloorCost): string {
  return `${service} ${versions} version${versions === 1 ? '' : 's'} × ${environments} environment${environments === 1 ? '' : 's'} × ${vcpu} vCPU`;
}
