import type { Finding, SourcePosition } from '../finding';
import { nearest } from '../nearest';
import { report } from '../report';
import type { Service } from '../service';
import { callVariable } from './call-variable';

/** What is wrong with the calls of one service, whatever other services there are. */
export function ownCallFindings(service: Service): Finding[] {
  const { name, at } = service;
  const calls = callsOf(service);
  const repeated = calls.flatMap(({ called, position }, index): Finding[] => {
    if (called === name) {
      const message = `${name} calls itself`;
      return [report('SLP1380', position, message, `remove \`${called}\``)];
    }
    if (calls.findIndex((other) => other.called === called) === index) return [];
    return [
      report('SLP1380', position, `\`calls\` names ${called} twice`, 'remove one of the two'),
    ];
  });
  const hidden = calls.flatMap(({ called }) =>
    sectionsOf(service)
      .filter(([, values]) => callVariable(called) in values)
      .map(([section]) => {
        const variable = callVariable(called);
        const message = `\`${variable}\` is the address of ${called}, which \`calls\` sets`;
        const fix = `remove \`${variable}\`, or ${called} from \`calls\``;
        return report('SLP1385', at(`${section}.${variable}`), message, fix);
      }),
  );
  return [...repeated, ...hidden];
}

/**
 * What is wrong with the calls between services.
 *
 * @param known names of all services, those with errors in their files included
 */
export function callFindings(services: readonly Service[], known: ReadonlySet<string>): Finding[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const wrong = services.flatMap((service) =>
    callsOf(service).flatMap(({ called, position }) => {
      if (!known.has(called)) return [unknown(called, position, [...byName.values()])];
      const target = byName.get(called);
      return target && target.kind !== 'http' ? [unreachable(target, position)] : [];
    }),
  );
  return [...wrong, ...circles(services)];
}

function unknown(called: string, position: SourcePosition, services: readonly Service[]): Finding {
  const callable = services.filter(({ kind }) => kind === 'http').map(({ name }) => name);
  const meant = nearest(called, callable);
  const fix = meant ? `write \`${meant}\`` : `write apps/${called}/service.yaml, or remove it`;
  return report('SLP1381', position, `there is no service ${called}`, fix);
}

function unreachable({ name, kind }: Service, position: SourcePosition): Finding {
  const message = `${name} is of kind ${kind}`;
  const fix =
    kind === 'batch'
      ? `remove \`${name}\`: a batch service is started, not called`
      : `remove \`${name}\`, and call it through the REST API`;
  return report('SLP1382', position, message, fix);
}

/** One finding for each call that closes a circle. */
function circles(services: readonly Service[]): Finding[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const done = new Set<string>();
  const visit = (service: Service, path: readonly string[]): Finding[] => {
    if (done.has(service.name)) return [];
    const here = [...path, service.name];
    const found = callsOf(service).flatMap(({ called, position }): Finding[] => {
      const start = here.indexOf(called);
      if (called === service.name) return [];
      if (start >= 0) return [circle([...here.slice(start), called], position)];
      const next = byName.get(called);
      return next ? visit(next, here) : [];
    });
    done.add(service.name);
    return found;
  };
  return services.flatMap((service) => visit(service, []));
}

function circle(names: readonly string[], position: SourcePosition): Finding {
  const message = `services call each other in a circle: ${names.join(' → ')}`;
  const fix = 'remove one of the calls, or move what both need into a service that calls neither';
  return report('SLP1383', position, message, fix);
}

/**
 * What is wrong with the calls between the services of one stage.
 *
 * @param elsewhere names of services that run in other stages only
 */
export function stageCallFindings(
  stage: string,
  services: readonly Service[],
  elsewhere: ReadonlySet<string>,
): Finding[] {
  const called = new Set(
    services.flatMap((service) => (service.kind === 'function' ? [] : service.calls)),
  );
  const absent = services.flatMap((service) =>
    callsOf(service)
      .filter((call) => elsewhere.has(call.called))
      .map((call) => {
        const message = `${service.name} calls ${call.called}, which does not run in stage ${stage}`;
        const fix = `add \`${stage}: {}\` to \`stages\` of ${call.called}`;
        return report('SLP1384', call.position, message, fix);
      }),
  );
  const idle = services
    .filter(({ kind, api, name }) => kind === 'http' && !api && !called.has(name))
    .map(({ name, at }) => {
      const message = `${name} has no \`api\`, and no service of stage ${stage} calls it`;
      const fix = `write \`api: { basePath: /${name} }\`, or \`calls: [${name}]\` in the service that needs it`;
      return report('SLP1386', at('name'), message, fix);
    });
  return [...absent, ...idle];
}

/** Sections that give a service variables. */
function sectionsOf(service: Service): [section: string, values: object][] {
  if (service.kind === 'function') return [];
  const { environment, secrets, parameters } = service;
  return Object.entries({ environment, secrets, parameters });
}

interface Call {
  readonly called: string;
  readonly position: SourcePosition;
}

function callsOf(service: Service): Call[] {
  if (service.kind === 'function') return [];
  return service.calls.map((called, index) => ({
    called,
    position: service.at(`calls.${index}`),
  }));
}
