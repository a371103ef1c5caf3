import type { Target } from './target';

/** The targets of every target group, one after another. */
export class TargetRotation {
  private readonly groups = new Map<string, { readonly targets: Target[]; turn: number }>();

  add(targetGroup: string, target: Target): void {
    const group = this.groups.get(targetGroup);
    if (group) group.targets.push(target);
    else this.groups.set(targetGroup, { targets: [target], turn: 0 });
  }

  remove(targetGroup: string, target: Target): void {
    const targets = this.groups.get(targetGroup)?.targets ?? [];
    const index = targets.indexOf(target);
    if (index >= 0) targets.splice(index, 1);
  }

  /**
   * The target of the next request: a healthy one, or where none is, one that was; an ALB fails open.
   * Undefined where there is neither.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  next(targetGroup: string): Target | undefined {
    const group = this.groups.get(targetGroup);
    if (!group) return undefined;
    const healthy = group.targets.filter(({ health }) => health === 'healthy');
    const open =
      healthy.length > 0 ? healthy : group.targets.filter(({ health }) => health === 'unhealthy');
    group.turn += 1;
    return open[group.turn % open.length];
  }
}
