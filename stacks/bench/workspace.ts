import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface WorkspaceSize {
  readonly httpServices: number;
  readonly functions: number;
}

/** Container services that one ALB shard takes before the next is filled. */
const servicesPerShard = 85;

/** Services with a base path of one segment that one REST API takes before the next is filled. */
const servicesPerApi = 127;

/** Writes a workspace with one stage, `dev`, and a locked image for every container service. */
export function writeWorkspace(root: string, { httpServices, functions }: WorkspaceSize): void {
  const write = (file: string, lines: readonly string[]): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), `${lines.join('\n')}\n`);
  };
  const groups = Math.ceil((httpServices + functions) / servicesPerApi);
  write('nx.json', ['{}']);
  write('stacks/stages/dev.yaml', [
    'name: dev',
    'project: bench',
    "account: '123456789012'",
    'region: eu-central-1',
    'state: { backend: s3, bucket: bench-dev-state }',
    'network: { mode: default-vpc }',
    `ingress: { shards: ${Math.ceil(httpServices / servicesPerShard)}, groups: ${groups} }`,
  ]);
  const names = Array.from({ length: httpServices }, (_, index) => `service-${index}`);
  for (const name of names) {
    write(`apps/${name}/service.yaml`, [
      `name: ${name}`,
      'kind: http',
      'owner: bench-team',
      'container: { port: 8080, cpu: 256, memory: 512, health: /health }',
      `api: { basePath: /${name}, expose: public, auth: none }`,
      'scaling: { min: 2, max: 10, cpu: 60 }',
    ]);
  }
  for (let index = 0; index < functions; index += 1) {
    const name = `function-${index}`;
    write(`apps/${name}/service.yaml`, [
      `name: ${name}`,
      'kind: function',
      'owner: bench-team',
      'function: { entry: src/handler.ts, memory: 256, timeout: 5 }',
      `api: { basePath: /${name}, expose: public, auth: apiKey }`,
    ]);
    write(`apps/${name}/src/handler.ts`, [
      `export const handler = async () => ({ statusCode: 200, body: '${name}' });`,
    ]);
  }
  const digest = `sha256:${'0'.repeat(64)}`;
  write('stacks/locks/dev.images.json', [
    '{ "version": 1',
    ...[...names].sort().map((name) => `,"${name}": {"arm64":"${digest}"}`),
    '}',
  ]);
}
