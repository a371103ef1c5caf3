import type { Finding } from '../finding';
import { report } from '../report';
import type { Service } from '../service';
import { containerFindings } from './container-findings';
import { functionFindings } from './function-findings';
import { isReserved } from './reserved-variables';

/** What is wrong with settings of one service that are each valid by themselves. */
export function settingFindings(service: Service): Finding[] {
  const ofKind = service.kind === 'http' ? containerFindings(service) : functionFindings(service);
  return [
    ...ofKind,
    ...routeFindings(service),
    ...environmentFindings(service),
    ...controlCharacterFindings(service),
  ];
}

/** Every text that no pattern of its own keeps control characters out of. */
function freeTexts(service: Service): (readonly [path: string, text: string | undefined])[] {
  const variables = Object.entries(service.environment);
  return [
    ['description', service.description],
    ['local.command', service.local.command],
    ...variables.map(([name, value]): [string, string] => [`environment.${name}`, value]),
    ...(service.kind === 'http'
      ? [['container.dockerfile', service.container.dockerfile] as const]
      : (['entry', 'folder', 'dockerfile'] as const).map(
          (key) => [`function.${key}`, service.function[key]] as const,
        )),
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
