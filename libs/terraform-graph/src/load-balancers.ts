import { ascending } from '@slipway/platform';
import type {
  ApplicationListener,
  ListenerAction,
  ListenerRule,
  NetworkListener,
  RuleCondition,
} from '@slipway/routing';
import { UnreadableGraphError } from './errors';
import type { Step } from './expression';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { lengthAt, numberAt, placeOf, resourceAt, textAt } from './read-attribute';

/** Listeners of NLBs, each with the ALB that its target group holds. */
export function networkListenersOf(graph: Graph): NetworkListener[] {
  return listenersOf(graph, 'network')
    .map(({ listener, balancer }) => {
      const group = resourceAt(
        graph,
        listener,
        ['default_action', 0, 'target_group_arn'],
        'aws_lb_target_group',
      );
      const attachment = attachmentOf(graph, group);
      const target = resourceAt(graph, attachment, ['target_id'], 'aws_lb');
      return {
        networkLoadBalancer: textAt(graph, balancer, ['name']),
        port: numberAt(graph, listener, ['port']),
        applicationLoadBalancer: textAt(graph, target, ['name']),
        applicationListenerPort: numberAt(graph, attachment, ['port']),
      };
    })
    .sort(ascending(({ port }) => port));
}

/** Listeners of ALBs with their rules in the order of evaluation. */
export function applicationListenersOf(graph: Graph): ApplicationListener[] {
  const rules = new Map<GraphElement, ListenerRule[]>();
  for (const rule of resourcesOf(graph, 'aws_lb_listener_rule')) {
    const listener = resourceAt(graph, rule, ['listener_arn'], 'aws_lb_listener');
    const ofListener = rules.get(listener) ?? [];
    ofListener.push(readRule(graph, rule));
    rules.set(listener, ofListener);
  }
  return listenersOf(graph, 'application')
    .map(({ listener, balancer }) => ({
      applicationLoadBalancer: textAt(graph, balancer, ['name']),
      port: numberAt(graph, listener, ['port']),
      rules: (rules.get(listener) ?? []).sort(ascending(({ priority }) => priority)),
      defaultAction: readAction(graph, listener, ['default_action', 0]),
    }))
    .sort(
      ascending(
        ({ applicationLoadBalancer }) => applicationLoadBalancer,
        ({ port }) => port,
      ),
    );
}

function listenersOf(
  graph: Graph,
  type: 'network' | 'application',
): { listener: GraphElement; balancer: GraphElement }[] {
  return resourcesOf(graph, 'aws_lb_listener')
    .map((listener) => ({
      listener,
      balancer: resourceAt(graph, listener, ['load_balancer_arn'], 'aws_lb'),
    }))
    .filter(({ balancer }) => textAt(graph, balancer, ['load_balancer_type']) === type);
}

function attachmentOf(graph: Graph, group: GraphElement): GraphElement {
  const attachment = resourcesOf(graph, 'aws_lb_target_group_attachment').find(
    (candidate) =>
      resourceAt(graph, candidate, ['target_group_arn'], 'aws_lb_target_group') === group,
  );
  if (attachment) return attachment;
  throw new UnreadableGraphError(placeOf(group, ['arn']), 'is attached to no load balancer');
}

function readRule(graph: Graph, rule: GraphElement): ListenerRule {
  const conditions = Array.from({ length: lengthAt(graph, rule, ['condition']) }, (_, position) =>
    readCondition(graph, rule, ['condition', position]),
  );
  return {
    priority: numberAt(graph, rule, ['priority']),
    conditions,
    ...readRewrite(graph, rule),
    action: readAction(graph, rule, ['action', 0]),
  };
}

function readRewrite(graph: Graph, rule: GraphElement): Pick<ListenerRule, 'rewrite'> {
  const count = lengthAt(graph, rule, ['transform']);
  if (count === 0) return {};
  const path = ['transform', 0, 'url_rewrite_config', 'rewrite'];
  const type = textAt(graph, rule, ['transform', 0, 'type']);
  if (count > 1 || type !== 'url-rewrite') {
    throw new UnreadableGraphError(
      placeOf(rule, ['transform']),
      'must be one url-rewrite; other transforms are not built yet',
    );
  }
  return {
    rewrite: {
      regex: textAt(graph, rule, [...path, 'regex']),
      replace: textAt(graph, rule, [...path, 'replace']),
    },
  };
}

function readCondition(graph: Graph, rule: GraphElement, path: readonly Step[]): RuleCondition {
  for (const [attribute, field] of [
    ['path_pattern', 'path-pattern'],
    ['host_header', 'host-header'],
  ] as const) {
    const values = [...path, attribute, 'values'];
    const count = lengthAt(graph, rule, values);
    if (count > 0) {
      return {
        field,
        values: Array.from({ length: count }, (_, at) => textAt(graph, rule, [...values, at])),
      };
    }
  }
  throw new UnreadableGraphError(
    placeOf(rule, path),
    'must have values for path_pattern or host_header; other conditions are not built yet',
  );
}

function readAction(graph: Graph, element: GraphElement, path: readonly Step[]): ListenerAction {
  const type = textAt(graph, element, [...path, 'type']);
  if (type === 'forward') {
    const group = resourceAt(graph, element, [...path, 'target_group_arn'], 'aws_lb_target_group');
    return { type, targetGroup: textAt(graph, group, ['name']) };
  }
  if (type === 'fixed-response') {
    const response = [...path, 'fixed_response'];
    return {
      type,
      statusCode: numberAt(graph, element, [...response, 'status_code']),
      contentType: textAt(graph, element, [...response, 'content_type']),
      body: textAt(graph, element, [...response, 'message_body']),
    };
  }
  throw new UnreadableGraphError(
    placeOf(element, [...path, 'type']),
    `must be forward or fixed-response, but is \`${type}\``,
  );
}
