import { localStage, type Finding } from '@slipway/catalog';
import type { PlacedService, PlatformModel } from './model';
import { report } from './report';
import type { RuleId } from './rules';
import { stageFunctionsOf } from './stage-functions';

interface Quota {
  readonly rule: RuleId;
  /** What is counted, in a sentence. */
  readonly label: string;
  /** Of an account, until AWS grants more. */
  readonly limit: number;
  readonly countOf: (model: PlatformModel) => number;
}

const quotas: readonly Quota[] = [
  {
    rule: 'SLP2115',
    label: 'usage plans, one for each service with a key',
    limit: 300,
    countOf: ({ services }) =>
      services.filter(({ service }) => service.api?.auth === 'apiKey').length,
  },
  { rule: 'SLP2303', label: 'IAM roles', limit: 1_000, countOf: roleCount },
];

/** A finding for everything that a stage alone has more of than AWS gives an account at first. */
export function accountQuotaFindings(model: PlatformModel): Finding[] {
  const { stage } = model;
  // It has no account.
  if (stage.name === localStage) return [];
  return quotas.flatMap(({ rule, label, limit, countOf }) => {
    const count = countOf(model);
    if (count <= limit) return [];
    const message = `stage ${stage.name} has ${count} ${label}, and an account has ${limit} at first`;
    const fix = `have AWS raise the quota of account ${stage.account} to ${count} or more before the next apply, or move services to a stage of another account`;
    return [report(rule, stage.at('account'), message, fix)];
  });
}

function roleCount(model: PlatformModel): number {
  const placed = [...model.services, ...stageFunctionsOf(model)];
  const ofNetwork = model.stage.network.flowLogs.traffic === 'none' ? 0 : 1;
  return placed.reduce(
    (sum, one) => sum + rolesOf(one),
    model.capacityProviders.length + ofNetwork,
  );
}

/** A task has one role of ECS and one of its own; a function, one more for its schedules and for its floor. */
function rolesOf(placed: PlacedService): number {
  if (placed.kind !== 'function') return 2;
  const { function: settings, schedules } = placed.service;
  const scheduled = schedules.length > 0 || settings.warm;
  const floored = (placed.managed?.floors.length ?? 0) > 0;
  return 1 + (scheduled ? 1 : 0) + (floored ? 1 : 0);
}
