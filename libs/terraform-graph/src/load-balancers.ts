import { ascending } from '@slipway/platform';
import type { ApplicationListener, ListenerRule, NetworkListener } from '@slipway/routing';
import { UnreadableGraphError } from './errors';
import type { Step } from './expression';
import { resourcesOf, type GraphElement } from './graph';
import { forwardedGroupsOf, readAction } from './listener-action';
import { readCondition } from './listener-condition';
import { lengthAt, numberAt, placeOf, resourceAt, textAt } from './read-attribute';
import { attempt, nameOf, type Reading } from './reading';
import { resolveAttribute } from './resolve';

/** Listeners of NLBs, each with what its target group holds: an ALB, or targets of its own. */
export function networkListenersOf(reading: Reading): NetworkListener[] {
  return listenersOf(reading, 'network')
    .map(({ listener, balancer }): NetworkListener => ({
      networkLoadBalancer: nameOf(reading, balancer),
      port: numberAt(reading.graph, listener, ['port']),
      ...attempt<NetworkListenerEnd>(
        reading,
        () => endOf(reading, listener),
        (unknown) => ({ unknown }),
      ),
    }))
    .sort(ascending(({ port }) => port));
}

type NetworkListenerEnd =
  | { readonly applicationLoadBalancer: string; readonly applicationListenerPort: number }
  | { readonly targetGroup: string }
  | { readonly unknown: string };

function endOf(reading: Reading, listener: GraphElement): NetworkListenerEnd {
  const { graph } = reading;
  const action = ['default_action', 0];
  const [group, ...others] = forwardedGroupsOf(reading, listener, action);
  if (!group || others.length > 0) {
    throw new UnreadableGraphError(
      placeOf(listener, action),
      `must forward to one target group, but does to ${others.length + (group ? 1 : 0)}`,
    );
  }
  if (group.element.attributes.target_type !== 'alb') {
    return { targetGroup: nameOf(reading, group.element) };
  }
  const attachment = attachmentOf(reading, group.element);
  const target = resourceAt(graph, attachment, ['target_id'], 'aws_lb');
  return {
    applicationLoadBalancer: nameOf(reading, target),
    applicationListenerPort: numberAt(
      graph,
      'port' in attachment.attributes ? attachment : group.element,
      ['port'],
    ),
  };
}

/** Listeners of ALBs with their rules in the order of evaluation. */
export function applicationListenersOf(reading: Reading): ApplicationListener[] {
  const { graph } = reading;
  const rules = new Map<GraphElement, ListenerRule[]>();
  for (const rule of resourcesOf(graph, 'aws_lb_listener_rule')) {
    attempt(
      reading,
      () => {
        const listener = resourceAt(graph, rule, ['listener_arn'], 'aws_lb_listener');
        const ofListener = rules.get(listener) ?? [];
        ofListener.push(readRule(reading, rule));
        rules.set(listener, ofListener);
      },
      () => undefined,
    );
  }
  return listenersOf(reading, 'application')
    .map(({ listener, balancer }) => ({
      applicationLoadBalancer: nameOf(reading, balancer),
      port: numberAt(graph, listener, ['port']),
      rules: (rules.get(listener) ?? []).sort(ascending(({ priority }) => priority)),
      defaultAction: readAction(reading, listener, 'default_action'),
    }))
    .sort(
      ascending(
        ({ applicationLoadBalancer }) => applicationLoadBalancer,
        ({ port }) => port,
      ),
    );
}

/** Those whose load balancer or port cannot be read are left out. */
function listenersOf(
  reading: Reading,
  type: 'network' | 'application',
): { listener: GraphElement; balancer: GraphElement }[] {
  const { graph } = reading;
  return resourcesOf(graph, 'aws_lb_listener').flatMap((listener) =>
    attempt(
      reading,
      () => {
        const balancer = resourceAt(graph, listener, ['load_balancer_arn'], 'aws_lb');
        // An `aws_lb` is an ALB where it says nothing.
        const written =
          'load_balancer_type' in balancer.attributes
            ? textAt(graph, balancer, ['load_balancer_type'])
            : 'application';
        if (written !== type) return [];
        numberAt(graph, listener, ['port']);
        return [{ listener, balancer }];
      },
      () => [],
    ),
  );
}

function attachmentOf({ graph }: Reading, group: GraphElement): GraphElement {
  const attachment = resourcesOf(graph, 'aws_lb_target_group_attachment').find((candidate) => {
    const of = resolveAttribute(graph, candidate, ['target_group_arn']);
    return of.kind === 'attribute' && of.element === group;
  });
  if (attachment) return attachment;
  throw new UnreadableGraphError(placeOf(group, ['arn']), 'is attached to no load balancer');
}

function readRule(reading: Reading, rule: GraphElement): ListenerRule {
  const { graph } = reading;
  const conditions = Array.from({ length: lengthAt(graph, rule, ['condition']) }, (_, position) =>
    readCondition(reading, rule, ['condition', position]),
  );
  return {
    priority: numberAt(graph, rule, ['priority']),
    conditions: conditions.flat(),
    ...readTransforms(reading, rule),
    action: readAction(reading, rule, 'action'),
  };
}

function readTransforms(
  { graph }: Reading,
  rule: GraphElement,
): Pick<ListenerRule, 'rewrite' | 'hostRewrite'> {
  return Array.from({ length: lengthAt(graph, rule, ['transform']) }, (_, position) => {
    const path: readonly Step[] = ['transform', position];
    const type = textAt(graph, rule, [...path, 'type']);
    const config = type === 'url-rewrite' ? 'url_rewrite_config' : 'host_header_rewrite_config';
    const rewrite = {
      regex: textAt(graph, rule, [...path, config, 'rewrite', 'regex']),
      replace: textAt(graph, rule, [...path, config, 'rewrite', 'replace']),
    };
    return type === 'url-rewrite' ? { rewrite } : { hostRewrite: rewrite };
  }).reduce((all, one) => ({ ...all, ...one }), {});
}
