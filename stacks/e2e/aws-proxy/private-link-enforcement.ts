import { formOf, withText } from './aws-call';
import type { Correction } from './correction';
import { element } from './xml';

const setting = 'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic';

/** Whether an NLB judges PrivateLink traffic by its security groups; the emulator forgets it. */
export function privateLinkEnforcement(): Correction[] {
  const settings = new Map<string, string>();
  return [
    {
      call: 'elasticloadbalancing SetSecurityGroups',
      answer: (call, send) => {
        const form = formOf(call);
        const value = form.get(setting);
        if (value !== null) {
          settings.set(form.get('LoadBalancerArn') ?? '', value);
        }
        return send(call);
      },
    },
    {
      call: 'elasticloadbalancing DescribeLoadBalancers',
      answer: async (call, send) => {
        const answer = await send(call);
        const text = answer.body
          .toString('utf8')
          .replaceAll(/<LoadBalancerArn>([^<]+)<\/LoadBalancerArn>/g, (found, arn: string) => {
            const value = settings.get(arn);
            return value === undefined ? found : found + element(setting, value);
          });
        return withText(answer, text);
      },
    },
  ];
}
