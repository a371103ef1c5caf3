import type { Finding } from '../finding';
import { report } from '../report';
import type { Service } from '../service';
import { isReserved } from './reserved-variables';

/** Sections that give a service its variables, each by its name. */
const sections = ['environment', 'secrets', 'parameters'] as const;

interface Variable {
  readonly section: (typeof sections)[number];
  readonly name: string;
}

/** What is wrong with the names of a service's variables, wherever their values come from. */
export function variableFindings(service: Service): Finding[] {
  const variables = variablesOf(service);
  return [
    ...variables.flatMap((variable) => nameFinding(service, variable)),
    ...repeatedNames(service, variables),
    ...literalSecrets(service),
    ...tracingDaemon(service),
  ];
}

function variablesOf(service: Service): Variable[] {
  const written = service.kind !== 'function' ? sections : (['environment'] as const);
  return written.flatMap((section) =>
    Object.keys((service as Partial<Record<typeof section, object>>)[section] ?? {}).map(
      (name) => ({
        section,
        name,
      }),
    ),
  );
}

function nameFinding({ kind, at }: Service, { section, name }: Variable): Finding[] {
  const position = at(`${section}.${name}`);
  if (!/^[A-Za-z][A-Za-z0-9_]+$/.test(name)) {
    const message = `\`${name}\` is no name that a variable can have`;
    const valid = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^[^A-Za-z]+/, '');
    const fix = valid.length > 1 ? `write \`${valid}\`` : 'begin with a letter, as in `LOG_LEVEL`';
    return [report('SLP1207', position, message, fix)];
  }
  if (!isReserved(kind, name)) return [];
  const message = `the runtime sets \`${name}\` itself`;
  return [report('SLP1208', position, message, `remove \`${name}\`, or name it differently`)];
}

function repeatedNames({ at }: Service, variables: readonly Variable[]): Finding[] {
  return variables.flatMap(({ section, name }, index) => {
    const first = variables.slice(0, index).find((other) => other.name === name);
    if (!first) return [];
    const { line } = at(`${first.section}.${name}`);
    const message = `\`${section}\` and \`${first.section}\` in line ${line} both give \`${name}\` a value`;
    return [
      report('SLP1279', at(`${section}.${name}`), message, `remove \`${name}\` from one of them`),
    ];
  });
}

/** Last words of names whose values are secrets. */
const secretName =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(API|ACCESS|PRIVATE|SECRET|SIGNING|ENCRYPTION)_?KEY)$/i;

function literalSecrets({ kind, name: service, environment, at }: Service): Finding[] {
  return Object.keys(environment)
    .filter((name) => secretName.test(name))
    .map((name) => {
      const message = `\`environment\` holds the value of \`${name}\`, which by its name is a secret`;
      const fix =
        kind !== 'function'
          ? `keep the value in Secrets Manager, and write \`secrets: { ${name}: ${service}/${name.toLowerCase().replaceAll('_', '-')} }\``
          : `keep the value in Secrets Manager, and name the secret in \`${name}_NAME\``;
      return report('SLP1280', at(`environment.${name}`), message, fix);
    });
}

function tracingDaemon(service: Service): Finding[] {
  if (service.kind === 'function') return [];
  return Object.keys(service.environment)
    .filter((name) => name.startsWith('AWS_XRAY_'))
    .map((name) => {
      const message = `\`${name}\` is read by the X-Ray SDK, which sends to the X-Ray daemon`;
      const fix = 'trace with OpenTelemetry, and write `telemetry: { collector: true }`';
      return report('SLP1281', service.at(`environment.${name}`), message, fix);
    });
}
