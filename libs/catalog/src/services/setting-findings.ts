import type { Finding } from '../finding';
import { report } from '../report';
import type { Service } from '../service';
import { ownCallFindings } from './call-findings';
import { containerFindings, taskFindings } from './container-findings';
import { functionFindings } from './function-findings';
import { runFindings } from './run-findings';
import { variableFindings } from './variable-findings';

/** What is wrong with settings of one service that are each valid by themselves. */
export function settingFindings(service: Service): Finding[] {
  return [
    ...findingsOfKind(service),
    ...ownCallFindings(service),
    ...routeFindings(service),
    ...variableFindings(service),
    ...controlCharacterFindings(service),
  ];
}

function findingsOfKind(service: Service): Finding[] {
  switch (service.kind) {
    case 'http':
      return containerFindings(service);
    case 'batch':
      return [...taskFindings(service), ...runFindings(service)];
    case 'function':
      return functionFindings(service);
  }
}

/** Every text that no pattern of its own keeps control characters out of. */
function freeTexts(service: Service): (readonly [path: string, text: string | undefined])[] {
  const variables = Object.entries(service.environment);
  return [
    ['description', service.description],
    ['local.command', service.local.command],
    ...variables.map(([name, value]): [string, string] => [`environment.${name}`, value]),
    ...(service.kind === 'function'
      ? (['entry', 'folder', 'dockerfile'] as const).map(
          (key) => [`function.${key}`, service.function[key]] as const,
        )
      : [['container.dockerfile', service.container.dockerfile] as const]),
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
