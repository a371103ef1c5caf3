import { ascending } from '@slipway/platform';
import type { ListenerAction, ListenerAuthentication } from '@slipway/routing';
import { UnreadableGraphError } from './errors';
import type { Step } from './expression';
import type { GraphElement } from './graph';
import { lengthAt, numberAt, placeOf, resourceAt, textAt } from './read-attribute';
import { attempt, type Reading } from './reading';
import { readTargetGroup } from './target-groups';

const authentications: readonly string[] = [
  'authenticate-cognito',
  'authenticate-oidc',
  'jwt-validation',
] satisfies ListenerAuthentication[];

/** The actions of a listener or a rule; one that cannot be read is unknown. */
export function readAction(
  reading: Reading,
  element: GraphElement,
  attribute: 'default_action' | 'action',
): ListenerAction {
  return attempt<ListenerAction>(
    reading,
    () => {
      const count = lengthAt(reading.graph, element, [attribute]);
      const actions = Array.from({ length: Math.max(1, count) }, (_, position) => {
        const path: readonly Step[] = [attribute, position];
        return { path, type: textAt(reading.graph, element, [...path, 'type']) };
      });
      const authentication = actions.find(({ type }) => authentications.includes(type))?.type;
      const last = actions.find(({ type }) => !authentications.includes(type));
      if (!last) {
        throw new UnreadableGraphError(
          placeOf(element, [attribute]),
          'must end with forward, redirect or fixed-response',
        );
      }
      const action = readEnd(reading, element, last.path, last.type);
      return authentication === undefined
        ? action
        : { ...action, authentication: authentication as ListenerAuthentication };
    },
    (reason) => ({ type: 'unknown', reason }),
  );
}

function readEnd(
  reading: Reading,
  element: GraphElement,
  path: readonly Step[],
  type: string,
): ListenerAction {
  const { graph } = reading;
  switch (type) {
    case 'forward':
      return readForward(reading, element, path);
    case 'fixed-response': {
      const response = [...path, 'fixed_response'];
      const hasBody = lengthAt(graph, element, [...response, 'message_body']) > 0;
      return {
        type,
        statusCode: numberAt(graph, element, [...response, 'status_code']),
        contentType: textAt(graph, element, [...response, 'content_type']),
        body: hasBody ? textAt(graph, element, [...response, 'message_body']) : '',
      };
    }
    case 'redirect': {
      const part = (name: string, otherwise: string): string => {
        const at = [...path, 'redirect', name];
        return lengthAt(graph, element, at) > 0 ? textAt(graph, element, at) : otherwise;
      };
      const protocol = part('protocol', '#{protocol}').replace(/^HTTPS?$/, (one) =>
        one.toLowerCase(),
      );
      const address = `${protocol}://${part('host', '#{host}')}:${part('port', '#{port}')}`;
      return {
        type,
        // `HTTP_301` or `HTTP_302`.
        statusCode: Number(
          textAt(graph, element, [...path, 'redirect', 'status_code']).replace('HTTP_', ''),
        ),
        location: `${address}${part('path', '/#{path}')}?${part('query', '#{query}')}`,
      };
    }
    default:
      throw new UnreadableGraphError(
        placeOf(element, [...path, 'type']),
        `must be forward, redirect or fixed-response, but is \`${type}\``,
      );
  }
}

/** The target groups of an action `forward`, with their weights. */
export function forwardedGroupsOf(
  { graph }: Reading,
  element: GraphElement,
  path: readonly Step[],
): { readonly element: GraphElement; readonly weight: number }[] {
  const count = lengthAt(graph, element, [...path, 'forward', 'target_group']);
  if (count === 0) {
    const single = [...path, 'target_group_arn'];
    return [{ element: resourceAt(graph, element, single, 'aws_lb_target_group'), weight: 1 }];
  }
  return Array.from({ length: count }, (_, at) => {
    const block = [...path, 'forward', 'target_group', at];
    const weighted = lengthAt(graph, element, [...block, 'weight']) > 0;
    return {
      element: resourceAt(graph, element, [...block, 'arn'], 'aws_lb_target_group'),
      weight: weighted ? numberAt(graph, element, [...block, 'weight']) : 1,
    };
  });
}

function readForward(
  reading: Reading,
  element: GraphElement,
  path: readonly Step[],
): ListenerAction {
  const { graph } = reading;
  const shares = forwardedGroupsOf(reading, element, path).map(({ element: group, weight }) => ({
    // What forwards to a group that cannot be read is not known either.
    targetGroup: readTargetGroup(reading, group).name,
    weight,
  }));
  const [only, ...others] = shares;
  if (only && others.length === 0) return { type: 'forward', targetGroup: only.targetGroup };
  const duration = [...path, 'forward', 'stickiness', 'duration'];
  const sticky = lengthAt(graph, element, duration) > 0;
  return {
    type: 'weighted-forward',
    targetGroups: shares.sort(ascending(({ targetGroup }) => targetGroup)),
    ...(sticky && { stickiness: numberAt(graph, element, duration) }),
  };
}
