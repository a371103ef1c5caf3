import { LambdaClient, PublishLayerVersionCommand } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import type { Context, Step } from '../scenario/scenario';
import { account, region, stageName } from '../scenario/workspace';

const name = 'reports';

/** A Python function that is prepared in a folder, with every setting of functions, and a layer below it. */
export const addFullFunction: Step = {
  name: 'a function in Python has every setting that there is',
  work: async ({ endpoint, workspace }) => {
    const layer = await publishLayer(endpoint, {
      'python/titles.py': 'def title(name):\n    return f"Report {name}"\n',
    });
    workspace.write(`apps/${name}/build/app.py`, [
      'import titles',
      'def handler(event, context):',
      '    return {"statusCode": 200, "body": titles.title("one")}',
    ]);
    workspace.write(`apps/${name}/service.yaml`, [
      `name: ${name}`,
      'kind: function',
      'owner: e2e-team',
      `api: { basePath: /${name} }`,
      'function:',
      '  folder: build',
      '  handler: app.handler',
      '  runtime: python3.12',
      `  layers: [${layer}]`,
      '  deadLetter: queue',
      '  async: { retries: 1, maxAge: 300 }',
      '  vpc: true',
      '  warm: true',
      'logs: { level: DEBUG, systemLevel: WARN }',
      'schedules:',
      '  - name: nightly',
      '    expression: cron(0 3 ? * MON-FRI *)',
      '    timezone: Europe/Berlin',
      "    input: { task: 'count ${all}' }",
      '    deadLetter: queue',
      '  - { name: once, expression: at(2099-01-31T09:00:00) }',
    ]);
  },
};

/** Calls it through the REST API, so that folder, runtime and layer are right. */
export const callFullFunction: Step = {
  name: 'the function in Python answers through the REST API, with what its layer says',
  work: async ({ stage, endpoint }) => {
    const output = await stage.terraform(`${stageName}-api-gateway`, 'output', '-json');
    const { invoke_url: url } = JSON.parse(output) as { invoke_url: { value: string } };
    const id = /^https:\/\/([^.]+)\./.exec(url.value)?.[1];
    const answer = await fetch(`${endpoint}/restapis/${id}/${stageName}/_user_request_/${name}`);
    expect([answer.status, await answer.text()]).toEqual([200, 'Report one']);
  },
};

async function publishLayer(
  endpoint: Context['endpoint'],
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const client = new LambdaClient({
    endpoint,
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'test' },
  });
  const bytes = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
  const { LayerVersionArn: arn = '' } = await client.send(
    new PublishLayerVersionCommand({
      LayerName: 'titles',
      Content: { ZipFile: zipSync(Object.fromEntries(bytes)) },
    }),
  );
  return arn;
}
