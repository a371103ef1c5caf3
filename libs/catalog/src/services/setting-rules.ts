import type { Finding } from '../finding';
import { report } from '../report';
import type { FunctionService, HttpService, Service } from '../service';
import { fargateSizes, nearestFargateSize } from '../schema/fargate-sizes';
import { isReserved } from './reserved-variables';

/** What is wrong with settings of one service that are each valid by themselves. */
export function settingFindings(service: Service): Finding[] {
  const ofKind = service.kind === 'http' ? httpFindings(service) : functionFindings(service);
  return [
    ...ofKind,
    ...routeFindings(service),
    ...environmentFindings(service),
    ...controlCharacterFindings(service),
  ];
}

function httpFindings({ container, scaling, at }: HttpService): Finding[] {
  const findings: Finding[] = [];
  const { cpu, memory } = container;
  const memories = fargateSizes.get(cpu);
  if (!memories?.includes(memory)) {
    const size = nearestFargateSize(cpu, memory);
    const message = memories
      ? `with \`container.cpu\` ${cpu}, \`container.memory\` ${memory} is no size Fargate offers; it offers ${rangeText(memories)} MiB`
      : `\`container.cpu\` is ${cpu}; Fargate offers ${[...fargateSizes.keys()].join(', ')}`;
    const fix = `write \`cpu: ${size.cpu}\` and \`memory: ${size.memory}\``;
    findings.push(
      report('SLP1222', at(memories ? 'container.memory' : 'container.cpu'), message, fix),
    );
  }
  if (scaling.min > scaling.max) {
    const message = `\`scaling.min\` is ${scaling.min}, above \`scaling.max\` of ${scaling.max}`;
    findings.push(
      report('SLP1232', at('scaling.min'), message, `write \`max: ${scaling.min}\` or more`),
    );
  }
  return findings;
}

function functionFindings(service: FunctionService): Finding[] {
  return [...timeoutFindings(service), ...variableSizeFindings(service)];
}

function timeoutFindings({ function: settings, api, at }: FunctionService): Finding[] {
  if (!api || settings.timeout * 1000 <= api.timeoutMs) return [];
  const seconds = Math.floor(api.timeoutMs / 1000);
  const message = `the function may run ${settings.timeout} s, and its route waits ${api.timeoutMs} ms`;
  const fix = `write \`timeout: ${Math.max(1, seconds)}\` below \`function\``;
  return [report('SLP1245', at('function.timeout'), message, fix)];
}

/**
 * Bytes of all variables together; Lambda measures the JSON that it stores.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const maxVariableBytes = 4096;

function variableSizeFindings({ environment, at }: FunctionService): Finding[] {
  const bytes = Buffer.byteLength(JSON.stringify(environment));
  const over = bytes - maxVariableBytes;
  if (over <= 0) return [];
  const message = `the variables take ${bytes} bytes as JSON, and Lambda has room for ${maxVariableBytes}`;
  const fix = `shorten \`environment\` by ${over} byte${over === 1 ? '' : 's'} or more, for example by what is read from a parameter`;
  return [report('SLP1246', at('environment'), message, fix)];
}

/** Every text that no pattern of its own keeps control characters out of. */
function freeTexts(service: Service): [path: string, text: string | undefined][] {
  const variables = Object.entries(service.environment);
  return [
    ['description', service.description],
    ['local.command', service.local.command],
    ...variables.map(([name, value]): [string, string] => [`environment.${name}`, value]),
    service.kind === 'http'
      ? ['container.dockerfile', service.container.dockerfile]
      : ['function.entry', service.function.entry],
  ];
}

function controlCharacterFindings(service: Service): Finding[] {
  return freeTexts(service).flatMap(([path, text = '']) => {
    const [character] = /(?![\t\r\n])\p{Cc}/u.exec(text) ?? [];
    if (character === undefined) return [];
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const message = `\`${path}\` holds the control character U+${code}`;
    return [report('SLP1211', service.at(path), message, `write it without U+${code}`)];
  });
}

function routeFindings({ api, at }: Service): Finding[] {
  const [, first] = api?.basePath.split('/') ?? [];
  if (!api || (first !== 'ping' && first !== 'sping')) return [];
  const message = `\`api.basePath\` ${api.basePath} begins with /${first}, which API Gateway answers itself`;
  return [report('SLP1252', at('api.basePath'), message, `write \`basePath: /${first}s\``)];
}

function environmentFindings({ kind, environment, at }: Service): Finding[] {
  return Object.keys(environment).flatMap((name) => {
    const position = at(`environment.${name}`);
    if (!/^[A-Za-z][A-Za-z0-9_]+$/.test(name)) {
      const message = `\`${name}\` is no name that a variable can have`;
      const valid = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^[^A-Za-z]+/, '');
      const fix =
        valid.length > 1 ? `write \`${valid}\`` : 'begin with a letter, as in `LOG_LEVEL`';
      return [report('SLP1207', position, message, fix)];
    }
    if (!isReserved(kind, name)) return [];
    const message = `the runtime sets \`${name}\` itself`;
    return [report('SLP1208', position, message, `remove \`${name}\`, or name it differently`)];
  });
}

function rangeText(ascending: readonly number[]): string {
  if (ascending.length <= 4) return ascending.join(', ');
  const [first = 0, second = 0] = ascending;
  return `${first} to ${ascending.at(-1)} in steps of ${second - first}`;
}
