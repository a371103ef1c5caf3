import type { Fact } from '@slipway/terraform-graph';
import type { Colors } from '../terminal/terminal';
import type { Explanation, Hop } from './explanation';

/** The explanation for a person: a line that says the end, then a block of lines for each hop. */
export function formatExplanation(
  { request, outcome, reaches, end, hops, reason }: Explanation,
  where: string,
  colors: Colors,
): string {
  const asked = `${request.method} ${request.path}${request.query ? `?${request.query}` : ''}`;
  const verb = reaches ? 'reaches' : outcome === 'no-route' ? 'is refused with' : 'reaches';
  const paint = reaches ? colors.green : outcome === 'uncertain' ? colors.yellow : colors.red;
  const headline =
    outcome === 'uncertain'
      ? `${asked} in ${where}: ${paint(`uncertain, ${end}`)}`
      : `${asked} in ${where} ${verb} ${paint(end)}`;
  const blocks = hops.map((hop) => blockOf(hop, colors));
  const width = Math.max(0, ...blocks.map(({ title }) => title.length));
  const body = blocks.flatMap(({ title, lines }) =>
    lines.map((line, at) => `  ${colors.dim((at === 0 ? title : '').padEnd(width))}  ${line}`),
  );
  const why = reason === undefined ? [] : ['', `${colors.bold('why:')} ${reason}`];
  const hopLines = body.length === 0 ? [] : ['', ...body];
  return [colors.bold(headline), ...hopLines, ...why].join('\n').trimEnd();
}

interface Block {
  readonly title: string;
  readonly lines: readonly string[];
}

function blockOf(hop: Hop, colors: Colors): Block {
  switch (hop.kind) {
    case 'domain':
      return {
        title: 'domain',
        lines: [
          `${hop.domainName}/${hop.basePath}${colors.dim(' → ')}${hop.restApi}, API stage ${hop.apiStage}`,
        ],
      };
    case 'route':
      return {
        title: 'route',
        lines: [
          ...hop.passedOver.map(
            ({ path, methods }) =>
              `${colors.yellow('passed over')} ${path}: it has ${methods.join(', ')} only`,
          ),
          `${colors.bold(`${hop.method} ${hop.path}`)} of ${hop.restApi}, API stage ${hop.apiStage}`,
        ],
      };
    case 'protection':
      return { title: 'asks for', lines: protectionLines(hop) };
    case 'link':
      return {
        title: 'VPC link',
        lines: [`port ${hop.port} of ${hop.loadBalancer}, as ${hop.backendPath}`],
      };
    case 'network-load-balancer': {
      const { name, protocol, healthCheckPath } = hop.targetGroup ?? {};
      const group = name === undefined ? '' : `${colors.dim(' → ')}target group ${text(name)}`;
      const checks = healthCheckPath === undefined ? '' : `, health ${text(healthCheckPath)}`;
      return {
        title: 'NLB',
        lines: [
          `${hop.networkLoadBalancer}:${hop.port}${group}${protocol === undefined ? '' : `, ${text(protocol)}`}${checks}`,
        ],
      };
    }
    case 'application-load-balancer':
      return { title: 'ALB', lines: ruleLines(hop, colors) };
    case 'target-group':
      return { title: 'target group', lines: targetGroupLines(hop, colors) };
    case 'function':
      return { title: 'function', lines: functionLines(hop, colors) };
    case 'answer':
      return { title: 'answer', lines: [answerLine(hop)] };
  }
}

function text(fact: Fact): string {
  return typeof fact === 'object' ? `unknown (it ${fact.unknown})` : String(fact);
}

function protectionLines(hop: Extract<Hop, { kind: 'protection' }>): string[] {
  const { authorization, authorizationReason, authorizer, apiKeyRequired } = hop;
  const { usagePlans, throttle, timeoutMs } = hop;
  const of = authorizer
    ? ` by ${authorizer.name}${authorizer.functionName ? ` (${authorizer.functionName})` : ''}` +
      (authorizer.identitySource ? `, from ${authorizer.identitySource}` : '') +
      (authorizer.resultTtl === undefined ? '' : `, kept ${authorizer.resultTtl} s`)
    : '';
  const plans = usagePlans.map(
    ({ name, keys, rate, burst, quota }) =>
      `plan ${text(name)}: keys ${keys.map(text).join(', ') || 'none'}` +
      (rate === undefined ? '' : `, ${text(rate)}/s, burst ${text(burst ?? '')}`) +
      (quota ? `, ${text(quota.limit ?? '')} a ${text(quota.period ?? '')}` : ''),
  );
  if (authorization === 'UNKNOWN') {
    return [
      `nobody can say: ${authorizationReason}`,
      ...(apiKeyRequired ? ['perhaps an API key'] : []),
      throttleLine(throttle),
      `timeout ${timeoutMs} ms`,
    ];
  }
  return [
    authorization === 'NONE' ? 'no authorization' : `${authorization}${of}`,
    apiKeyRequired
      ? `an API key${plans.length === 0 ? ', and no usage plan is on the API stage: every request is 403' : ''}`
      : 'no API key',
    ...plans.map((plan) => `  ${plan}`),
    throttleLine(throttle),
    `timeout ${timeoutMs} ms`,
  ];
}

function throttleLine(throttle: Extract<Hop, { kind: 'protection' }>['throttle']): string {
  return throttle
    ? `throttle ${throttle.rate}/s, burst ${throttle.burst}, by ${throttle.path}/${throttle.method}`
    : "no throttle but the account's";
}

function ruleLines(
  hop: Extract<Hop, { kind: 'application-load-balancer' }>,
  colors: Colors,
): string[] {
  const { winner, action, rewrite, hostRewrite, authentication } = hop;
  const taken =
    action === undefined
      ? []
      : winner
        ? [`${colors.green(`rule ${winner.priority} wins`)}: ${winner.conditions}; ${action}`]
        : [`${colors.yellow('the default action')} ${action}`];
  return [
    `${hop.applicationLoadBalancer}:${hop.port}`,
    ...hop.losers.map(
      ({ priority, reason }) => `${colors.dim(`rule ${priority} loses`)}: ${reason}`,
    ),
    ...taken,
    ...(rewrite ? [`rewrites ${rewrite.regex} to ${rewrite.replace}`] : []),
    ...(hostRewrite ? [`rewrites the host by ${hostRewrite.regex} to ${hostRewrite.replace}`] : []),
    ...(authentication ? [`asks the client for ${authentication} first`] : []),
  ];
}

function targetGroupLines(hop: Extract<Hop, { kind: 'target-group' }>, colors: Colors): string[] {
  const { name, share, healthCheck: check, ecsService, service, pathSeen } = hop;
  const part = share === undefined ? '' : ` gets ${Math.round(share * 1_000) / 10} %`;
  const extras = [
    hop.algorithm,
    hop.stickiness && `sticky by ${hop.stickiness.type} for ${hop.stickiness.duration} s`,
    hop.slowStart && `slow start ${hop.slowStart} s`,
    `drains ${hop.deregistrationDelay} s`,
  ].filter(Boolean);
  const lines = [
    `${colors.bold(name)}${part}, ${extras.join(', ')}`,
    hop.checksByTcp
      ? `health by TCP every ${check.interval} s, in after ${check.healthyThreshold}, out after ${check.unhealthyThreshold}`
      : `health GET ${check.path} every ${check.interval} s: ${check.matcher} within ${check.timeout} s, in after ${check.healthyThreshold}, out after ${check.unhealthyThreshold}`,
  ];
  if (!ecsService) {
    const named = service === undefined ? '' : ` of ${service}`;
    return [
      ...lines,
      `${colors.yellow('no ECS service')}${named} registers here in these stacks: without targets the ALB answers 503`,
      `sees ${pathSeen}`,
    ];
  }
  const { origin } = ecsService;
  const at = origin ? ` (${origin.file}:${origin.line})` : '';
  const container =
    ecsService.container === undefined ? '' : `, container ${text(ecsService.container)}`;
  const port =
    ecsService.containerPort === undefined ? '' : `, port ${text(ecsService.containerPort)}`;
  return [
    ...lines,
    `service ${colors.bold(service ?? text(ecsService.name))}${at}${container}${port}`,
    ...(ecsService.cluster === undefined ? [] : [`cluster ${text(ecsService.cluster)}`]),
    `sees ${pathSeen}`,
  ];
}

function functionLines(hop: Extract<Hop, { kind: 'function' }>, colors: Colors): string[] {
  const { name, qualifier, service, facts, alias, pathSeen, pathParameters } = hop;
  const at = facts?.origin ? ` (${facts.origin.file}:${facts.origin.line})` : '';
  const more = Object.entries(alias?.additionalVersions ?? {}).map(
    ([version, weight]) => `version ${version} gets ${Math.round(weight * 1_000) / 10} %`,
  );
  const settings = [
    facts?.runtime !== undefined && text(facts.runtime),
    facts?.memory !== undefined && `${text(facts.memory)} MB`,
    facts?.timeout !== undefined && `may run ${text(facts.timeout)} s`,
  ].filter(Boolean);
  const variables = Object.entries(pathParameters).map(([key, value]) => `${key} = ${value}`);
  return [
    `${colors.bold(service ?? name)}${at}`,
    `event source API Gateway, ${qualified(qualifier)} of ${name}`,
    ...more,
    ...(settings.length > 0 ? [settings.join(', ')] : []),
    fleetLine(facts),
    `sees ${pathSeen}${variables.length > 0 ? `, ${variables.join(', ')}` : ''}`,
  ];
}

function qualified(qualifier: string): string {
  if (/^\d+$/.test(qualifier)) return `version ${qualifier}`;
  return /^\$| /.test(qualifier) ? qualifier : `alias ${qualifier}`;
}

function fleetLine(facts: Extract<Hop, { kind: 'function' }>['facts']): string {
  if (!facts) return 'no function of these stacks has that name';
  return facts.capacityProvider === undefined
    ? 'on the fleet that Lambda shares'
    : `on the capacity provider ${text(facts.capacityProvider)}`;
}

function answerLine({
  by,
  statusCode,
  body,
  location,
  destination,
}: Extract<Hop, { kind: 'answer' }>): string {
  if (destination !== undefined) return `by ${destination}, outside of the stacks`;
  if (location !== undefined) return `${statusCode} of the ${by}: location ${location}`;
  if (statusCode === undefined) return `by ${by} itself: a mock integration`;
  return `${statusCode} of ${by === 'ALB' ? 'the ALB' : by}${body ? `: ${body}` : ''}`;
}
