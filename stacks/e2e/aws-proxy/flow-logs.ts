import { formOf, listOf, xmlAnswer } from './aws-call';
import type { Corrections } from './correction';
import { element } from './xml';

/** VPC flow logs in memory: the emulator forgets their role, aggregation interval and tags. */
export function flowLogs(): Corrections {
  const logs = new Map<string, string>();
  const corrections: Corrections['corrections'] = [
    {
      call: 'ec2 CreateFlowLogs',
      answer: (call) => {
        const form = formOf(call);
        const ids = listOf(form, 'ResourceId').map((resource) => {
          const id = `fl-${String(logs.size + 1).padStart(17, '0')}`;
          logs.set(id, flowLog(id, resource, form));
          return element('item', id);
        });
        return Promise.resolve(
          xmlAnswer(element('CreateFlowLogsResponse', [element('flowLogIdSet', ids)])),
        );
      },
    },
    {
      call: 'ec2 DescribeFlowLogs',
      answer: (call) => {
        const found = listOf(formOf(call), 'FlowLogId').flatMap((id) => logs.get(id) ?? []);
        return Promise.resolve(
          xmlAnswer(element('DescribeFlowLogsResponse', [element('flowLogSet', found)])),
        );
      },
    },
    {
      call: 'ec2 DeleteFlowLogs',
      answer: (call) => {
        listOf(formOf(call), 'FlowLogId').forEach((id) => logs.delete(id));
        return Promise.resolve(xmlAnswer(element('DeleteFlowLogsResponse', [])));
      },
    },
  ];
  return { corrections, held: () => [...logs.keys()] };
}

function flowLog(id: string, resource: string, form: URLSearchParams): string {
  const field = (name: string, from: string): string[] => {
    const value = form.get(from);
    return value === null ? [] : [element(name, value)];
  };
  const tag = (index: number): string[] => {
    const key = form.get(`TagSpecification.1.Tag.${index}.Key`);
    const value = form.get(`TagSpecification.1.Tag.${index}.Value`) ?? '';
    return key === null
      ? []
      : [element('item', [element('key', key), element('value', value)]), ...tag(index + 1)];
  };
  return element('item', [
    element('flowLogId', id),
    element('resourceId', resource),
    element('flowLogStatus', 'ACTIVE'),
    element('deliverLogsStatus', 'SUCCESS'),
    ...field('trafficType', 'TrafficType'),
    ...field('logDestinationType', 'LogDestinationType'),
    ...field('logDestination', 'LogDestination'),
    ...field('deliverLogsPermissionArn', 'DeliverLogsPermissionArn'),
    ...field('maxAggregationInterval', 'MaxAggregationInterval'),
    element('tagSet', tag(1)),
  ]);
}
