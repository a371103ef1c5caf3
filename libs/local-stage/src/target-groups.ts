import type { BalancedGroup } from './balanced-group';
import type { Target } from './target';
import { WeightedTurns } from './weighted-turns';

/** Share of its turns that a target has in the first moment of its slow start. */
const smallestShare = 0.01;

interface Members {
  targets: readonly Target[];
  readonly turns: WeightedTurns<Target>;
}

/** Which targets are in which target group, and whose turn it is. */
export class TargetGroups {
  /** By name of the group. */
  private readonly groups = new Map<string, Members>();

  /** Adds a target to a group. It stays until it is deregistered. */
  register(group: string, target: Target): void {
    const { targets, turns } = this.groups.get(group) ?? {
      targets: [],
      turns: new WeightedTurns<Target>(({ id }) => id),
    };
    const present = targets.filter(({ health }) => health !== 'gone');
    this.groups.set(group, { targets: [...present, target], turns });
  }

  /** The targets of a group that have not been deregistered. */
  targetsOf(group: string): readonly Target[] {
    return this.groups.get(group)?.targets.filter(({ health }) => health !== 'gone') ?? [];
  }

  /**
   * The target of a group that gets the next request; undefined where none is in service. With no
   * healthy target all of them get requests: the load balancer fails open. A target that has not had
   * its first check gets none.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   *
   * @param stickTo id of the target that the client is kept with; another one where it is not healthy
   */
  pick(group: BalancedGroup, stickTo: string | undefined): Target | undefined {
    const members = this.groups.get(group.name);
    if (!members) return undefined;
    const candidates = inService(members.targets);
    const kept = stickTo === undefined ? undefined : candidates.find(({ id }) => id === stickTo);
    if (kept) return kept;
    if (candidates.length < 2) return candidates[0];
    switch (group.algorithm) {
      case 'least_outstanding_requests': {
        const least = Math.min(...candidates.map(({ outstanding }) => outstanding));
        const free = candidates.filter(({ outstanding }) => outstanding === least);
        return members.turns.next(free, () => 1);
      }
      case 'weighted_random':
        return candidates[Math.floor(Math.random() * candidates.length)];
      default:
        return members.turns.next(candidates, shareOf(candidates, group.slowStart));
    }
  }
}

function inService(targets: readonly Target[]): readonly Target[] {
  const open = targets.filter(({ draining }) => !draining);
  const healthy = open.filter(({ health }) => health === 'healthy');
  return healthy.length > 0 ? healthy : open.filter(({ health }) => health === 'unhealthy');
}

/**
 * How much of its full share each target has. Where all of them have just started, all have theirs.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode
 */
function shareOf(
  targets: readonly Target[],
  slowStart: number | undefined,
): (target: Target) => number {
  const durationMs = (slowStart ?? 0) * 1_000;
  if (durationMs === 0 || targets.every(({ healthyForMs }) => healthyForMs < durationMs)) {
    return () => 1;
  }
  return ({ healthyForMs }) => Math.max(smallestShare, Math.min(1, healthyForMs / durationMs));
}
