import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog, servicesFor, stageNamed, type Catalog } from './catalog';
import { nodeDisk, type Disk } from './files/disk';
import type { Finding } from './finding';
import type { HttpService } from './service';
import { loadServices } from './services/load-services';
import {
  functionFile,
  serviceFile,
  stageFile,
  TestWorkspace,
  validFiles,
} from './testing/workspace';

const workspaces: TestWorkspace[] = [];

afterEach(() => workspaces.splice(0).forEach((workspace) => workspace.remove()));

function workspaceWith(files: Readonly<Record<string, string | Uint8Array>> = {}): TestWorkspace {
  const workspace = new TestWorkspace({ ...validFiles, ...files });
  workspaces.push(workspace);
  return workspace;
}

const serviceText = validFiles[serviceFile] ?? '';
const stageText = validFiles[stageFile] ?? '';

const logKey = 'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

const quotesIn = (catalog: Catalog, stage: string) =>
  servicesFor(catalog, stage).services.find(({ name }) => name === 'quotes') as HttpService;

const summary = ({ rule, position, message }: Finding) =>
  `${position.file}:${position.line}:${position.column} ${rule} ${message}`;

describe('a valid workspace', () => {
  test('has no findings, and every default filled in', () => {
    const catalog = loadCatalog(
      workspaceWith({
        [serviceFile]:
          'name: quotes\nkind: http\nowner: a\ncontainer: { port: 80 }\napi: { basePath: /a }\n',
      }).root,
    );
    expect(catalog.findings).toEqual([]);
    expect(servicesFor(catalog, 'dev')).toMatchObject({
      findings: [],
      services: [
        {
          name: 'quotes',
          folder: 'apps/quotes',
          container: {
            cpu: 256,
            memory: 512,
            health: '/health',
            architecture: 'arm64',
            stopTimeout: 30,
            user: '1000:1000',
            readOnly: true,
            mounts: [],
            exec: false,
            capacity: { base: 1, spot: 0 },
          },
          scaling: { min: 2, max: 10, cpu: 60 },
          api: { expose: 'public', auth: 'none', timeoutMs: 29_000 },
          deployment: {
            minimumHealthyPercent: 100,
            maximumPercent: 200,
            zoneRebalancing: true,
            healthCheckGracePeriod: 60,
          },
          logs: { retentionDays: 30, mode: 'non-blocking' },
          telemetry: { collector: false },
          environment: {},
          secrets: {},
          parameters: {},
          local: {},
        },
      ],
    });
  });

  test('gives the defaults of a stage to services that say nothing else', () => {
    const catalog = loadCatalog(
      workspaceWith({
        [stageFile]: `${stageText}defaults: { architecture: x86_64, logRetentionDays: 7, logKmsKey: '${logKey}' }\n`,
        'apps/mailer/service.yaml': functionFile.replace('memory: 256', 'architecture: arm64'),
      }).root,
    );
    expect(quotesIn(catalog, 'dev')).toMatchObject({
      container: { architecture: 'x86_64' },
      logs: { retentionDays: 7, kmsKey: logKey },
    });
    expect(servicesFor(catalog, 'dev').services[0]).toMatchObject({
      function: { architecture: 'arm64' },
    });
  });

  test('a folder of apps without a service.yaml is no service', () => {
    const catalog = loadCatalog(
      workspaceWith({ 'apps/tool/main.ts': '', 'apps/notes.md': '' }).root,
    );
    expect(catalog).toMatchObject({ findings: [], services: [{ name: 'quotes' }] });
  });

  test('an empty folder is a catalog of nothing', () => {
    const workspace = new TestWorkspace({});
    workspaces.push(workspace);
    expect(loadCatalog(workspace.root)).toMatchObject({ services: [], stages: [], findings: [] });
  });
});

describe('stages of a service', () => {
  const staged = `${serviceText}environment: { AA: a, BB: b }
stages:
  dev:
    scaling: { min: 3 }
    environment: { BB: c }
  prod:
`;
  const stages = {
    'stacks/stages/prod.yaml': stageText.replace('dev', 'prod'),
    'stacks/stages/test.yaml': stageText.replace('dev', 'test'),
    'stacks/stages/local.yaml': stageText.replace('dev', 'local'),
  };

  test('a service runs in those it names, and in local', () => {
    const catalog = loadCatalog(workspaceWith({ ...stages, [serviceFile]: staged }).root);
    expect(catalog.findings).toEqual([]);
    const running = ['dev', 'prod', 'test', 'local'].map(
      (stage) => servicesFor(catalog, stage).services.length,
    );
    expect(running).toEqual([1, 1, 0, 1]);
  });

  test('what a stage changes is laid over the rest, key by key', () => {
    const catalog = loadCatalog(workspaceWith({ ...stages, [serviceFile]: staged }).root);
    expect(quotesIn(catalog, 'dev')).toMatchObject({
      scaling: { min: 3, max: 10 },
      environment: { AA: 'a', BB: 'c' },
    });
    expect(quotesIn(catalog, 'prod')).toMatchObject({
      scaling: { min: 2, max: 10 },
      environment: { AA: 'a', BB: 'b' },
    });
  });

  test('what a stage does not write of a section inside a section stays, too', () => {
    const text = serviceText.replace('port: 8080', 'port: 8080, capacity: { base: 2, spot: 50 }');
    const stage = 'stages: { dev: { container: { capacity: { spot: 20 } } } }\n';
    const catalog = loadCatalog(workspaceWith({ [serviceFile]: `${text}${stage}` }).root);
    expect(catalog.findings).toEqual([]);
    expect(quotesIn(catalog, 'dev').container.capacity).toEqual({ base: 2, spot: 20 });
  });

  test('a function has other settings and schedules where a stage writes its own', () => {
    const file = 'apps/mailer/service.yaml';
    const text = `${functionFile.replace('memory: 256', 'memory: 256, deadLetter: queue')}schedules:
  - { name: hourly, expression: rate(1 hour) }
stages:
  dev: { function: { memory: 512 }, schedules: [], logs: { level: DEBUG } }
  prod: { schedules: [{ name: daily, expression: rate(1 days) }] }
`;
    const mailerIn = (of: Catalog, stage: string) =>
      servicesFor(of, stage).services.find(({ name }) => name === 'mailer');
    const catalog = loadCatalog(
      workspaceWith({ ...stages, [file]: text.replace('1 days', '1 day') }).root,
    );
    expect(mailerIn(catalog, 'dev')).toMatchObject({
      function: { memory: 512, deadLetter: 'queue' },
      schedules: [],
      logs: { level: 'DEBUG', systemLevel: 'INFO', retentionDays: 30 },
    });
    expect(mailerIn(catalog, 'prod')).toMatchObject({
      function: { memory: 256, deadLetter: 'queue' },
      schedules: [{ name: 'daily', expression: 'rate(1 day)' }],
    });
    const { findings } = loadCatalog(workspaceWith({ ...stages, [file]: text }).root);
    expect(findings.map(summary)).toEqual([
      `${file}:10:38 SLP1323 \`schedules[0].expression\` rate(1 days) has a unit that is not singular after 1`,
    ]);
  });

  test('a position is where the value in force is written', () => {
    const catalog = loadCatalog(workspaceWith({ ...stages, [serviceFile]: staged }).root);
    const { at } = quotesIn(catalog, 'dev');
    expect(at('scaling.min')).toEqual({ file: serviceFile, line: 10, column: 16 });
    expect(at('scaling.max').line).toBe(6);
    expect(at('container.stopTimeout')).toEqual({ file: serviceFile, line: 4, column: 1 });
    expect(at('logs.retentionDays')).toEqual({ file: serviceFile, line: 1, column: 1 });
  });

  test('a mistake in what a stage changes is found where it is written, once', () => {
    const wrong = staged.replace('min: 3', 'min: 30');
    const catalog = loadCatalog(workspaceWith({ ...stages, [serviceFile]: wrong }).root);
    expect(catalog.findings.map(summary)).toEqual([
      `${serviceFile}:10:16 SLP1232 \`scaling.min\` is 30, above \`scaling.max\` of 10`,
    ]);
  });

  test('a list of stages, and a value in the place of differences, are refused', () => {
    const list = loadCatalog(
      workspaceWith({ [serviceFile]: `${serviceText}stages: [dev]\n` }).root,
    );
    expect(list.findings.map(summary)).toEqual([
      `${serviceFile}:7:1 SLP1105 \`stages\` is a list instead of a mapping`,
    ]);
    const value = loadCatalog(
      workspaceWith({ [serviceFile]: `${serviceText}stages: { dev: 3 }\n` }).root,
    );
    expect(value.findings.map(summary)).toEqual([
      `${serviceFile}:7:16 SLP1105 \`stages.dev\` is no mapping of what differs in dev`,
    ]);
  });
});

describe('a stage asked for', () => {
  test('is found by its name', () => {
    const catalog = loadCatalog(workspaceWith().root);
    expect(stageNamed(catalog, 'dev')).toMatchObject({
      stage: { region: 'eu-central-1' },
      findings: [],
    });
  });

  test('that has no file is said with the nearest that has one', () => {
    const catalog = loadCatalog(workspaceWith().root);
    const [finding] = stageNamed(catalog, 'dve').findings;
    expect(finding).toMatchObject({
      rule: 'SLP1109',
      message: 'there is no stage dve; the stages are dev',
      fix: 'use dev, or write stacks/stages/dve.yaml',
    });
    expect(servicesFor(catalog, 'dve')).toMatchObject({ services: [], findings: [finding] });
  });

  test('whose file is broken has no findings besides those of the catalog', () => {
    const catalog = loadCatalog(workspaceWith({ [stageFile]: 'name: dev\n' }).root);
    expect(stageNamed(catalog, 'dev')).toEqual({ stage: undefined, findings: [] });
    expect(catalog.findings.map(({ message }) => message)).toEqual([
      '`project` is missing',
      '`account` is missing',
      '`region` is missing',
      '`state` is missing',
      '`network` is missing',
    ]);
  });
});

test('a zone of another region is found where a capacity provider leaves it out, too', () => {
  const providers =
    'capacityProviders: { agents: { owner: a, architecture: arm64, excludeZoneIds: [use1-az3] } }\n';
  const { findings } = loadCatalog(workspaceWith({ [stageFile]: stageText + providers }).root);
  expect(findings.map(({ rule, message, fix }) => [rule, message, fix])).toEqual([
    [
      'SLP1443',
      '`capacityProviders.agents.excludeZoneIds[0]` is use1-az3, and the zones of eu-central-1 begin with euc1-',
      'write `euc1-az3`',
    ],
  ]);
});

describe('files as they come', () => {
  test('CRLF line ends and a byte order mark change nothing, positions neither', () => {
    const plain = loadCatalog(
      workspaceWith({ [serviceFile]: serviceText.replace('2', '20') }).root,
    );
    const windows = `\uFEFF${serviceText.replace('2', '20').replaceAll('\n', '\r\n')}`;
    const converted = loadCatalog(workspaceWith({ [serviceFile]: windows }).root);
    expect(plain.findings.map(summary)).not.toEqual([]);
    expect(converted.findings).toEqual(plain.findings);
  });

  test('a file of 5 MB is refused by its size, unread', () => {
    const catalog = loadCatalog(
      workspaceWith({ [serviceFile]: Buffer.alloc(5 * 1024 * 1024, 32) }).root,
    );
    expect(catalog.findings.map(summary)).toEqual([
      `${serviceFile}:1:1 SLP1002 the file has 5120 KiB`,
    ]);
  });

  test('two services of one name are both named', () => {
    const catalog = loadCatalog(workspaceWith({ 'apps/orders/service.yaml': serviceText }).root);
    expect(catalog.findings.map(summary)).toEqual([
      'apps/orders/service.yaml:1:1 SLP1202 `name` is quotes, and the folder is apps/orders',
      `apps/orders/service.yaml:1:1 SLP1203 quotes is also the name of the service in ${serviceFile}:1`,
    ]);
  });

  test('a misspelt required key is one mistake, not two', () => {
    const wrong = serviceText.replace('owner', 'ownr');
    const catalog = loadCatalog(workspaceWith({ [serviceFile]: wrong }).root);
    expect(catalog.findings.map(summary)).toEqual([
      `${serviceFile}:3:1 SLP1101 \`ownr\` is no key that slipway knows`,
    ]);
  });

  test('a key such as __proto__ is an unknown key', () => {
    const catalog = loadCatalog(
      workspaceWith({ [serviceFile]: `${serviceText}__proto__: 1\n` }).root,
    );
    expect(catalog.findings.map(({ rule }) => rule)).toEqual(['SLP1101']);
  });

  test('a file in the place of the folder apps is no service', () => {
    const workspace = new TestWorkspace({ apps: '', [stageFile]: stageText });
    workspaces.push(workspace);
    expect(loadCatalog(workspace.root)).toMatchObject({ services: [], findings: [] });
  });

  test('a folder in the place of service.yaml is said', () => {
    const workspace = workspaceWith();
    mkdirSync(join(workspace.root, 'apps/orders/service.yaml'), { recursive: true });
    expect(loadCatalog(workspace.root).findings.map(summary)).toEqual([
      'apps/orders/service.yaml:1:1 SLP1001 apps/orders/service.yaml is no file',
    ]);
  });
});

describe('a call to a folder of apps', () => {
  const callsPricing = { [serviceFile]: `${serviceText}calls: [pricing]\n` };

  test('without a service is found: nothing would answer', () => {
    const files = { ...callsPricing, 'apps/pricing/src/main.ts': '' };
    expect(loadCatalog(workspaceWith(files).root).findings.map(summary)).toEqual([
      `${serviceFile}:7:9 SLP1381 there is no service pricing`,
    ]);
  });

  test('with a broken service is not: the message of that file is enough', () => {
    const files = { ...callsPricing, 'apps/pricing/service.yaml': 'name: pricing\n\tkind: http\n' };
    const found = loadCatalog(workspaceWith(files).root).findings.map(({ rule }) => rule);
    expect(found).toEqual(['SLP1005']);
  });
});

test('a call by the folder of a service with another name is not a second mistake', () => {
  const misnamed = serviceText.replace('quotes', 'prices').replaceAll('/quotes', '/prices');
  const files = {
    [serviceFile]: `${serviceText}calls: [pricing]\n`,
    'apps/pricing/service.yaml': misnamed,
  };
  const found = loadCatalog(workspaceWith(files).root).findings.map(({ rule }) => rule);
  expect(found).toEqual(['SLP1202']);
});

describe('links', () => {
  test('a link that leads in a circle, as file or as folder, is said', () => {
    const workspace = workspaceWith({ 'apps/orders/notes.md': '' });
    symlinkSync('service.yaml', join(workspace.root, 'apps/orders/service.yaml'));
    symlinkSync('around', join(workspace.root, 'apps/around'));
    expect(loadCatalog(workspace.root).findings.map(summary)).toEqual([
      'apps/around/service.yaml:1:1 SLP1014 the symbolic link apps/around/service.yaml leads in a circle',
      'apps/orders/service.yaml:1:1 SLP1014 the symbolic link apps/orders/service.yaml leads in a circle',
    ]);
  });

  test('a link that leads nowhere is said', () => {
    const workspace = workspaceWith({ 'apps/orders/notes.md': '' });
    symlinkSync('missing.yaml', join(workspace.root, 'apps/orders/service.yaml'));
    symlinkSync('missing', join(workspace.root, 'apps/away'));
    expect(loadCatalog(workspace.root).findings.map(summary)).toEqual([
      'apps/away:1:1 SLP1014 the symbolic link apps/away leads nowhere',
      'apps/orders/service.yaml:1:1 SLP1014 the symbolic link apps/orders/service.yaml leads nowhere',
    ]);
  });

  test('a link to a folder is followed', () => {
    const workspace = workspaceWith({
      'elsewhere/service.yaml': serviceText.replaceAll('quotes', 'orders'),
    });
    symlinkSync('../elsewhere', join(workspace.root, 'apps/orders'));
    const { services, findings } = loadCatalog(workspace.root);
    expect(findings).toEqual([]);
    expect(services.map(({ name }) => name)).toEqual(['orders', 'quotes']);
  });
});

describe('a system that refuses to read', () => {
  /** The real disk, but for one path that nobody may read. */
  function refusing(refused: string): Disk {
    const denied = { outcome: 'unreadable', code: 'EACCES' } as const;
    return {
      read: (path, maxBytes) => (path === refused ? denied : nodeDisk.read(path, maxBytes)),
      list: (path) => (path === refused ? denied : nodeDisk.list(path)),
    };
  }

  test.each([
    ['apps', 'apps:1:1 SLP1001 apps cannot be read (EACCES)'],
    ['apps/tool', 'apps/tool:1:1 SLP1001 apps/tool cannot be read (EACCES)'],
    [serviceFile, `${serviceFile}:1:1 SLP1001 ${serviceFile} cannot be read (EACCES)`],
  ])('%s: the rest is read, and the path said', (path, says) => {
    const { root } = workspaceWith({ 'apps/tool/main.ts': '' });
    const { findings } = loadServices(refusing(join(root, path)), root, ['dev']);
    expect(findings.map(summary)).toEqual([says]);
    expect(findings[0]?.fix).toBe(`chmod u+rX ${path}`);
  });
});

test.each([
  ['description', 'description: "a\\x1bb"'],
  ['local.command', 'local: { command: "node\\0." }'],
  ['container.dockerfile', 'container: { port: 80, dockerfile: "a\\x7fb" }'],
])('a control character in `%s` is found', (path, line) => {
  const section = `${path.split('.')[0]}: `;
  const text = serviceText
    .split('\n')
    .filter((other) => !other.startsWith(section))
    .join('\n');
  const { findings } = loadCatalog(workspaceWith({ [serviceFile]: `${text}${line}\n` }).root);
  expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
    ['SLP1211', expect.stringContaining(`\`${path}\` holds the control character U+00`)],
  ]);
});
