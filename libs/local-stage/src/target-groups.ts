import type { Target } from './target';

/** Which targets are in which target group, and whose turn it is. */
export class TargetGroups {
  private readonly groups = new Map<string, { targets: readonly Target[]; turn: number }>();

  /** Adds a target to a group. It stays until it is deregistered. */
  register(group: string, target: Target): void {
    const { targets, turn } = this.groups.get(group) ?? { targets: [], turn: 0 };
    const present = targets.filter(({ health }) => health !== 'gone');
    this.groups.set(group, { targets: [...present, target], turn });
  }

  /**
   * The target of a group that gets the next request: a healthy one, or where none is, one that was; an
   * ALB fails open. Undefined where there is neither.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  next(group: string): Target | undefined {
    const members = this.groups.get(group);
    if (!members) return undefined;
    const open = members.targets.filter(({ draining }) => !draining);
    const healthy = open.filter(({ health }) => health === 'healthy');
    const candidates =
      healthy.length > 0 ? healthy : open.filter(({ health }) => health === 'unhealthy');
    members.turn += 1;
    return candidates[members.turn % candidates.length];
  }
}
