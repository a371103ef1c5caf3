import type { Finding } from '../finding';
import { report } from '../report';
import type { FunctionService, Service } from '../service';
import type { Stage } from '../stage';
import { layerParts } from './function-code-findings';

/** What is wrong with functions in the account, region and network of one stage. */
export function placedFunctionFindings(services: readonly Service[], stage: Stage): Finding[] {
  return services.flatMap((service) =>
    service.kind === 'function'
      ? [
          ...layerFindings(service, stage),
          ...deadLetterFindings(service, stage),
          ...wayOutFindings(service, stage),
        ]
      : [],
  );
}

/** Words in names of layers for each processor; publishers use them, AWS does not read them. */
const processors = {
  arm64: /(^|[^a-z0-9])(arm64|aarch64)([^a-z0-9]|$)/i,
  x86_64: /(^|[^a-z0-9])(x86[_-]64|amd64)([^a-z0-9]|$)/i,
} as const;

function layerFindings({ function: settings, at }: FunctionService, stage: Stage): Finding[] {
  const { layers, architecture } = settings;
  const other = architecture === 'arm64' ? 'x86_64' : 'arm64';
  return layers.flatMap((arn, index) => {
    const { region = '', name = '' } = layerParts(arn);
    const position = at(`function.layers.${index}`);
    const place = `\`function.layers[${index}]\``;
    if (region !== stage.region) {
      const message = `${place} is of ${region}, and stage ${stage.name} is in ${stage.region}`;
      const fix = `name the layer's version in ${stage.region}; a stage may write its own \`function.layers\``;
      return [report('SLP1311', position, message, fix)];
    }
    if (!processors[other].test(name) || processors[architecture].test(name)) return [];
    const message = `${place} is called ${name}, and the function runs on ${architecture}`;
    const fix = `name the layer for ${architecture}, or write \`architecture: ${other}\``;
    return [report('SLP1312', position, message, fix)];
  });
}

function deadLetterFindings(service: FunctionService, stage: Stage): Finding[] {
  const { function: settings, schedules, at } = service;
  const targets: [key: string, target: string | undefined][] = [
    ['function.deadLetter', settings.deadLetter],
    ...schedules.map(({ deadLetter }, index): [string, string | undefined] => [
      `schedules.${index}.deadLetter`,
      deadLetter,
    ]),
  ];
  return targets.flatMap(([key, target = 'queue']) => {
    const [, , , region, account] = target.split(':');
    if (target === 'queue' || (region === stage.region && account === stage.account)) return [];
    const message = `the dead letter ${target} is in ${region} of account ${account}, and stage ${stage.name} in ${stage.region} of ${stage.account}`;
    const fix = 'write `deadLetter: queue`; a stage may write its own';
    return [report('SLP1314', at(key), message, fix)];
  });
}

function wayOutFindings(
  { name, function: settings, at }: FunctionService,
  stage: Stage,
): Finding[] {
  const { network } = stage;
  if (!settings.vpc) return [];
  const position = at('function.vpc');
  const inside = `${name} is in the VPC of stage ${stage.name}`;
  const without = 'leave `vpc` out if it needs nothing in the VPC';
  switch (network.mode) {
    case 'default-vpc':
      return [
        report(
          'SLP1317',
          position,
          `${inside}, whose subnets are public unless somebody has changed that`,
          `${without}, or give the stage \`network: { mode: dedicated }\``,
        ),
      ];
    case 'dedicated':
      if (network.natGateways !== 'none') return [];
      return [
        report(
          'SLP1317',
          position,
          `${inside}, which has no NAT gateway`,
          `${without}, or write \`natGateways: single\` in ${stage.at('network').file}`,
        ),
      ];
    case 'existing':
      if (!network.assignPublicIp) return [];
      return [
        report(
          'SLP1317',
          position,
          `${inside}, in subnets where tasks need a public IP`,
          `${without}, or name subnets with a NAT gateway in ${stage.at('network').file}`,
        ),
      ];
  }
}
