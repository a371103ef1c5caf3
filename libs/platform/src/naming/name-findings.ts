import type { Finding, Stage } from '@slipway/catalog';
import type { PlacedFunctionService, PlacedService, StageNames } from '../model';
import { report } from '../report';
import { nameRules, type NameRule } from './name-rules';

/**
 * What is wrong with the names of a stage's resources.
 * @param stageFunctions those that the stage file asks for
 */
export function nameFindings(
  stage: Stage,
  services: readonly PlacedService[],
  names: StageNames,
  stageFunctions: readonly PlacedFunctionService[],
): Finding[] {
  return [...reservedProject(stage), ...sharedNames(services, names, stageFunctions)];
}

function reservedProject({ project, at }: Stage): Finding[] {
  const reserved = Object.values<NameRule>(nameRules).find(
    ({ reservedStart }) => reservedStart !== undefined && `${project}-`.startsWith(reservedStart),
  );
  if (!reserved) return [];
  const message = `the project is called ${project}, and no ${reserved.label} may have a name that begins with ${reserved.reservedStart}`;
  return [report('SLP2301', at('project'), message, 'another name, such as that of your product')];
}

/** Services whose long names are cut to the same text and hash. */
function sharedNames(
  services: readonly PlacedService[],
  stage: StageNames,
  stageFunctions: readonly PlacedFunctionService[],
): Finding[] {
  const holders = new Map<string, string>([
    [`role ${stage.flowLogRole}`, 'the flow logs of the stage'],
    [`log group ${stage.flowLogGroup}`, 'the flow logs of the stage'],
    ...stageFunctions.flatMap((placed) =>
      namesOf(placed).map((resource): [string, string] => [
        resource,
        `the ${placed.service.name} of the stage`,
      ]),
    ),
  ]);
  return services.flatMap((placed) => {
    const { name, at } = placed.service;
    return namesOf(placed).flatMap((resource) => {
      const holder = holders.get(resource);
      holders.set(resource, holder ?? name);
      if (holder === undefined) return [];
      const message = `${name} and ${holder} both have a ${resource}`;
      return [report('SLP2302', at('name'), message, 'another name for one of them')];
    });
  });
}

function namesOf(placed: PlacedService): string[] {
  if (placed.kind === 'function') {
    const { functionName, role, scheduleRole, floorRole, deadLetterQueue } = placed.names;
    return [
      `function ${functionName}`,
      `role ${role}`,
      `role ${scheduleRole}`,
      `role ${floorRole}`,
      `queue ${deadLetterQueue}`,
    ];
  }
  const { executionRole, taskRole } = placed.names;
  const roles = [`role ${executionRole}`, `role ${taskRole}`];
  return placed.kind === 'batch' ? roles : [`target group ${placed.names.targetGroup}`, ...roles];
}
