import type { Finding } from '../finding';
import { report } from '../report';
import type { HttpService } from '../service';

/** What is wrong with how new tasks of a service take over from old ones. */
export function deploymentFindings({ deployment, scaling, at }: HttpService): Finding[] {
  const { minimumHealthyPercent, maximumPercent, zoneRebalancing } = deployment;
  if (zoneRebalancing && maximumPercent === 100) {
    const message =
      '`deployment.maximumPercent` is 100, and `deployment.zoneRebalancing` starts a task in another zone before it stops one';
    const fix = 'write `maximumPercent: 200`, or `zoneRebalancing: false`';
    return [report('SLP1274', at('deployment.maximumPercent'), message, fix)];
  }
  const { min } = scaling;
  // With more tasks than `scaling.min` there is more room, never less.
  const fewest = Math.ceil((min * minimumHealthyPercent) / 100);
  const most = Math.floor((min * maximumPercent) / 100);
  if (fewest < min || most > min) return [];
  const message = `of ${min} task${min === 1 ? '' : 's'}, \`deployment\` keeps ${fewest} or more and allows ${most} at most, so none can be replaced`;
  const fix = `write \`maximumPercent: ${Math.min(200, 100 + Math.ceil(100 / min))}\` or more`;
  return [report('SLP1273', at('deployment'), message, fix)];
}
