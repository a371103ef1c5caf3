import { formOf, listOf, withText, type AwsAnswer } from './aws-call';
import type { Correction } from './correction';
import { element } from './xml';

/** Security groups and private DNS of VPC endpoints; the emulator forgets them. */
export function vpcEndpoints(): Correction[] {
  const forgotten = new Map<string, string>();
  const id = /<vpcEndpointId>([^<]+)<\/vpcEndpointId>/g;
  const completed = (answer: AwsAnswer): AwsAnswer =>
    withText(
      answer,
      answer.body
        .toString('utf8')
        .replaceAll(id, (found, endpoint: string) => found + (forgotten.get(endpoint) ?? '')),
    );
  return [
    {
      call: 'ec2 CreateVpcEndpoint',
      answer: async (call, send) => {
        const form = formOf(call);
        const answer = await send(call);
        const [[, endpoint = ''] = []] = answer.body.toString('utf8').matchAll(id);
        const groups = listOf(form, 'SecurityGroupId').map((group) =>
          element('item', [element('groupId', group)]),
        );
        const privateDns = form.get('PrivateDnsEnabled') ?? 'false';
        forgotten.set(
          endpoint,
          element('groupSet', groups) + element('privateDnsEnabled', privateDns),
        );
        return completed(answer);
      },
    },
    {
      call: 'ec2 DescribeVpcEndpoints',
      answer: async (call, send) => completed(await send(call)),
    },
  ];
}
