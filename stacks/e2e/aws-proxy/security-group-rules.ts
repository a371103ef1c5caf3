import { formOf, withForm } from './aws-call';
import type { Correction } from './correction';

/**
 * A rule for all protocols has no ports, and callers may name 0 to 0 all the same; the emulator then
 * does not find the rule to revoke, and keeps the one that every new group has.
 */
export function securityGroupRules(): Correction[] {
  return [
    {
      call: 'ec2 RevokeSecurityGroupEgress',
      answer: (call, send) => {
        const form = formOf(call);
        for (const [field, value] of [...form]) {
          const permission = /^(IpPermissions\.\d+)\.IpProtocol$/.exec(field)?.[1];
          if (permission !== undefined && value === '-1') {
            form.delete(`${permission}.FromPort`);
            form.delete(`${permission}.ToPort`);
          }
        }
        return send(withForm(call, form));
      },
    },
  ];
}
