import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '@slipway/stacks';
import { parsePrunerSettings, settingsVariable } from '@slipway/version-pruner';
import { FakeLambda, LambdaServer } from '@slipway/version-pruner/testing';
import { unzipSync } from 'fflate';
import { readStage } from './stage-input';

const root = join(__dirname, '../../..');

it('the pruner of dev reads what its function is told', () => {
  const { model } = readStage(root, 'dev');
  const text = model?.pruner?.placed.service.environment[settingsVariable];
  expect(parsePrunerSettings(text, settingsVariable)).toEqual({
    scope: { prefix: 'slipway-dev-' },
    keep: 2,
    minAgeDays: 7,
    invokedWithinDays: 30,
    cold: { keep: 3 },
    fuse: { maxDeletes: 100, maxShare: 0.5 },
    dryRun: true,
  });
});

describe('the packed function of dev', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-pruner-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes every metric under its own name, and its alarms look for that', async () => {
    const { model } = readStage(root, 'dev');
    if (!model) throw new Error('dev has no model');
    synthesise({ root, model, outdir: folder });
    const stack = join(folder, 'stacks/dev-compute');
    const { resource } = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')) as Stack;
    const pruner = Object.values(resource.aws_lambda_function).find(
      ({ filename }) => filename === 'assets/version-pruner.zip',
    );
    if (!pruner) throw new Error('dev deploys no pruner');
    const name = pruner.function_name;
    const alarms = Object.values(resource.aws_cloudwatch_metric_alarm).filter(
      ({ dimensions }) => dimensions?.FunctionName === name,
    );
    for (const [file, content] of Object.entries(
      unzipSync(readFileSync(join(stack, pruner.filename))),
    )) {
      writeFileSync(join(folder, file), content);
    }

    const written = await metricsOf(join(folder, 'index.js'), {
      ...pruner.environment.variables,
      AWS_LAMBDA_FUNCTION_NAME: name,
    });

    expect(
      alarms.map(({ namespace, metric_name }) => `${namespace} ${metric_name}`).sort(),
    ).toEqual(['AWS/Lambda Errors', 'Slipway/VersionPruner ProviderVersions']);
    const [quota] = alarms.filter(({ namespace }) => namespace !== 'AWS/Lambda');
    expect(written).toContainEqual({
      namespace: quota?.namespace,
      name: quota?.metric_name,
      dimensions: quota?.dimensions,
    });
    expect(written.length).toBeGreaterThan(6);
    expect(written.map(({ dimensions }) => dimensions.FunctionName ?? name)).toEqual(
      written.map(() => name),
    );
  });
});

interface Stack {
  readonly resource: {
    readonly aws_lambda_function: Record<
      string,
      {
        readonly function_name: string;
        readonly filename: string;
        readonly environment: { readonly variables: Record<string, string> };
      }
    >;
    readonly aws_cloudwatch_metric_alarm: Record<
      string,
      {
        readonly namespace: string;
        readonly metric_name: string;
        readonly dimensions?: Record<string, string>;
      }
    >;
  };
}

interface WrittenMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface EmbeddedLine {
  readonly _aws?: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly [member: string]: unknown;
}

/** What CloudWatch makes of the lines that a function writes as Lambda calls it. */
async function metricsOf(
  file: string,
  variables: Readonly<Record<string, string>>,
): Promise<readonly WrittenMetric[]> {
  const fake = new FakeLambda();
  fake.providers.set('agents', ['m7g.large']);
  fake.addFunction('slipway-dev-quotes');
  fake.publish('slipway-dev-quotes', { provider: 'agents' });
  const server = await LambdaServer.listen(fake);
  const call = `require(${JSON.stringify(file)}).handler({}, {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    getRemainingTimeInMillis: () => 900000,
  })`;
  try {
    const child = spawn(process.execPath, ['-e', call], {
      env: {
        ...variables,
        AWS_ENDPOINT_URL: server.url,
        AWS_REGION: fake.region,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    expect(await once(child, 'close')).toEqual([0, null]);
    return output
      .trim()
      .split('\n')
      .flatMap((line) => metricsIn(JSON.parse(line) as EmbeddedLine));
  } finally {
    await server.close();
  }
}

function metricsIn(line: EmbeddedLine): readonly WrittenMetric[] {
  return (line._aws?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.map((names) => ({
        namespace: Namespace,
        name: Name,
        dimensions: Object.fromEntries(names.map((name) => [name, String(line[name])])),
      })),
    ),
  );
}
