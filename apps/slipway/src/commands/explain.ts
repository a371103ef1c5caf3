import { nearest } from '@slipway/catalog';
import {
  createResolver,
  type DomainMapping,
  type Resolution,
  type RouteRequest,
  type RouteSubject,
  type RouteTable,
} from '@slipway/routing';
import { ExitCode } from '../exit-code';
import { explanationOf } from '../explain/explanation';
import { formatExplanation } from '../explain/explanation-text';
import { entryOf } from '../explain/entry';
import { findingsOf, readStacks, type Stacks, type StacksOptions } from '../explain/stacks';
import { unreadLines } from '../explain/unread-text';
import { wrongUsage } from '../failure';
import { noteFindings } from '../findings-outcome';
import type { CommandContext, Outcome } from '../outcome';

/** Says where a request goes, by which hops, and why the rules before its own lost. */
export async function explain(
  options: StacksOptions & {
    readonly api?: string;
    readonly host?: string;
    readonly header: readonly string[];
    readonly sourceIp?: string;
  },
  { root, terminal }: CommandContext,
  [method = '', target = '']: readonly string[],
): Promise<Outcome> {
  const request = requestOf(method, target, options);
  const stacks = readStacks(root, options);
  const { name, problems, unread } = stacks;
  const resolution = createResolver(entryOf(stacks, options.api, request.host))(request);
  const explanation = explanationOf(stacks, request, resolution);
  const fix = fixOf(stacks, request, resolution);
  const findings = findingsOf(stacks, options.terraform ?? options.out)
    .filter(({ subject }) => concerns(subject, resolution))
    .map(({ finding }) => finding);

  terminal.result(formatExplanation(explanation, name, terminal.out));
  if (fix !== undefined) terminal.result(`${terminal.out.dim('fix:')} ${fix}`);
  if (!explanation.reaches && !terminal.json) {
    for (const line of unreadLines({ unread, problems: [] }, terminal.err)) terminal.note(line);
  }
  if (findings.length > 0 && !terminal.json) terminal.note('');
  noteFindings(findings, terminal);
  return {
    exitCode: explanation.reaches ? ExitCode.ok : ExitCode.failed,
    findings,
    result: {
      stage: name,
      ...explanation,
      ...(fix !== undefined && { fix }),
      unknown: problems.map(({ place, message }) => ({ ...place, message })),
      unread,
    },
  };
}

/** https://www.rfc-editor.org/rfc/rfc9110.html#name-methods and RFC 5789 */
const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

function requestOf(
  method: string,
  target: string,
  { host, header, sourceIp }: { host?: string; header: readonly string[]; sourceIp?: string },
): RouteRequest {
  if (!verbs.includes(method.toUpperCase())) {
    const like = nearest(method.toUpperCase(), verbs);
    throw wrongUsage(
      `\`${method}\` is no HTTP verb`,
      like === undefined ? `one of ${verbs.join(', ')}` : `did you mean ${like}?`,
    );
  }
  if (!target.startsWith('/')) {
    throw wrongUsage(`The path \`${target}\` does not begin with /`, `/${target}`);
  }
  const at = target.indexOf('?');
  const headers: Record<string, string[]> = {};
  for (const line of header) {
    const [, key, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) {
      throw wrongUsage(`The header \`${line}\` is not <name>:<value>`, `--header 'X-Tier: gold'`);
    }
    (headers[key.toLowerCase()] ??= []).push(value);
  }
  const asked = host ?? headers.host?.[0];
  return {
    method: method.toUpperCase(),
    path: at < 0 ? target : target.slice(0, at),
    ...(at >= 0 && { query: target.slice(at + 1) }),
    ...(asked !== undefined && { host: asked }),
    ...(header.length > 0 && { headers }),
    ...(sourceIp !== undefined && { sourceIp }),
  };
}

/** The nearest thing to do where a request ends nowhere. */
function fixOf(stacks: Stacks, request: RouteRequest, resolution: Resolution): string | undefined {
  const { table, problems } = stacks;
  if (resolution.outcome === 'no-route') {
    return noRouteFix(table, request, resolution);
  }
  if (resolution.outcome !== 'uncertain' && resolution.outcome !== 'broken') return undefined;
  if ('rivalApis' in resolution && resolution.rivalApis) {
    const [asked] = resolution.rivalApis;
    return `say which is asked, with --api ${asked?.name}/${asked?.apiStage}, or with --host and the name of a custom domain`;
  }
  const { reason } = resolution;
  const problem = problems.find(({ message }) => reason.includes(message.replace(/\.$/, '')));
  if (!problem) return undefined;
  const { address, attribute } = problem.place;
  return `write \`${attribute}\` of ${address} as a value, or as a reference to a resource of these stacks`;
}

function noRouteFix(
  table: RouteTable,
  { method, path }: RouteRequest,
  resolution: Extract<Resolution, { readonly outcome: 'no-route' }>,
): string | undefined {
  const { passedOver = [], unmappedDomain, disabledEndpoint } = resolution;
  if (unmappedDomain !== undefined) {
    const bases = (table.domainMappings ?? [])
      .filter(({ domainName }) => domainName === unmappedDomain)
      .map(({ basePath }) => `/${basePath}`);
    return `${unmappedDomain} serves ${bases.join(', ')}`;
  }
  if (disabledEndpoint) {
    const { name, apiStage } = disabledEndpoint;
    const [mapping] = (table.domainMappings ?? []).filter(
      (one) => one.restApi === name && one.apiStage === apiStage,
    );
    return mapping
      ? `ask by its custom domain: explain ${method} ${pathBehind(mapping, path)} --host ${mapping.domainName}`
      : `no custom domain of these stacks leads to ${name} either, so that nothing reaches it: map one, or do not disable the endpoint`;
  }
  const stage = table.restApis.find(({ apiStage }) => path.startsWith(`/${apiStage}/`));
  if (stage) return `leave the API stage off: ${path.slice(stage.apiStage.length + 1)}`;
  const [has] = passedOver;
  if (has) return `${has.path} has ${has.methods.join(', ')}`;
  const routes = table.restApis.flatMap((api) => api.routes.map((route) => route.path));
  const like = nearest(path, routes);
  return like === undefined ? 'slipway routes lists every route' : `did you mean ${like}?`;
}

/** A path as a custom domain has it. */
function pathBehind({ basePath }: DomainMapping, path: string): string {
  return basePath === '' ? path : `/${basePath}${path}`;
}

/** Whether a finding is about what a request took, or about a resource that it passed over. */
function concerns(subject: RouteSubject, resolution: Resolution): boolean {
  if (subject.kind === 'rule') {
    if (!('rule' in resolution) || !resolution.rule) return false;
    const { listener, rule } = resolution;
    return (
      rule.priority === subject.priority &&
      listener.port === subject.port &&
      listener.applicationLoadBalancer === subject.applicationLoadBalancer
    );
  }
  const taken = 'route' in resolution ? [resolution.route.path] : [];
  const passed = (resolution.passedOver ?? []).map(({ path }) => path);
  return [...taken, ...passed].includes(subject.path);
}
