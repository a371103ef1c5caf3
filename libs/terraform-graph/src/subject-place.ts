import type { ManifestOrigin } from '@slipway/platform';
import type { RouteSubject } from '@slipway/routing';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { factAt, nameOf, type Reading } from './reading';
import { resolveAttribute } from './resolve';

/**
 * File and line that a route's API or a listener rule comes from; its stack's own file where nothing says
 * more, relative to the folder of `slipway.json`.
 */
export function placeOfSubject(graph: Graph, subject: RouteSubject): ManifestOrigin {
  const reading: Reading = { graph, onProblem: () => undefined };
  const element =
    subject.kind === 'route'
      ? resourcesOf(graph, 'aws_api_gateway_rest_api').find(
          (api) => nameOf(reading, api) === subject.restApi,
        )
      : resourcesOf(graph, 'aws_lb_listener_rule').find((rule) => isRule(reading, rule, subject));
  if (element?.origin) return element.origin;
  const file = element && graph.manifest.stacks[element.stack]?.file;
  return { file: file ?? 'slipway.json', line: 1 };
}

function isRule(
  reading: Reading,
  rule: GraphElement,
  { applicationLoadBalancer, port, priority }: Extract<RouteSubject, { readonly kind: 'rule' }>,
): boolean {
  const { graph } = reading;
  if (Number(factAt(graph, rule, ['priority'])) !== priority) return false;
  const listener = resolveAttribute(graph, rule, ['listener_arn']);
  if (listener.kind !== 'attribute') return false;
  const balancer = resolveAttribute(graph, listener.element, ['load_balancer_arn']);
  return (
    balancer.kind === 'attribute' &&
    nameOf(reading, balancer.element) === applicationLoadBalancer &&
    Number(factAt(graph, listener.element, ['port'])) === port
  );
}
