import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BundleError, schemaFindings } from '@slipway/constructs';
import type { Manifest } from '@slipway/platform';
import { synthesise } from './synthesise';
import { TerraformStackFile } from './testing/terraform-stack';
import { TestWorkspace, type ServiceFile } from './testing/workspace';

const workspaces: TestWorkspace[] = [];

afterEach(() => {
  for (const workspace of workspaces.splice(0)) {
    workspace.remove();
  }
});

function workspaceWith(
  services: Record<string, ServiceFile>,
  shards = 1,
  groups = 1,
  link = 'v1',
): TestWorkspace {
  const workspace = new TestWorkspace(services, shards, groups, link);
  workspaces.push(workspace);
  return workspace;
}

function synth(workspace: TestWorkspace): {
  manifest: Manifest;
  stack: (part: string) => TerraformStackFile;
} {
  const { root, outdir } = workspace;
  const manifest = synthesise({ root, model: workspace.model(), outdir });
  return { manifest, stack: (part) => new TerraformStackFile(outdir, `dev-${part}`) };
}

const quotes: ServiceFile = { kind: 'http', image: true };
const tenants: ServiceFile = { kind: 'function', auth: 'apiKey' };

describe('the stacks of a stage', () => {
  it('are applied from the network to the API', () => {
    const { manifest } = synth(workspaceWith({ quotes, tenants }));
    expect(Object.entries(manifest.stacks).map(([id, { dependsOn }]) => [id, dependsOn])).toEqual([
      ['dev-networking', []],
      ['dev-compute', ['dev-networking']],
      ['dev-api-gateway', ['dev-networking', 'dev-compute']],
    ]);
  });

  it('read from each other only what the other offers', () => {
    const { manifest, stack } = synth(
      workspaceWith({ quotes, tenants, orders: { ...quotes, shard: 2 } }, 2),
    );
    const offered = new Set(
      Object.keys(manifest.stacks).flatMap((id) => {
        const part = id.slice('dev-'.length);
        return stack(part)
          .outputs()
          .map((output) => `${part}.${output}`);
      }),
    );
    const read = Object.keys(manifest.stacks).flatMap((id) =>
      stack(id.slice('dev-'.length)).outputsRead(),
    );
    expect(read).toEqual(
      expect.arrayContaining(['networking.vpc_link_id', 'compute.function_tenants_invoke_arn']),
    );
    expect(read.filter((output) => !offered.has(output))).toEqual([]);
  });

  it('hold what the provider knows, and nothing else', () => {
    const { manifest, stack } = synth(workspaceWith({ quotes, tenants }));
    for (const id of Object.keys(manifest.stacks)) {
      expect(schemaFindings(stack(id.slice('dev-'.length)).json)).toEqual([]);
    }
  });

  it('stand without a service', () => {
    const { stack } = synth(workspaceWith({}));
    expect(stack('compute').addresses()).toEqual([
      expect.stringMatching(/^aws_ecs_cluster\./),
      expect.stringMatching(/^aws_ecs_cluster_capacity_providers\./),
    ]);
    // An API without a method cannot be deployed.
    expect(stack('api-gateway').addresses()).toEqual([
      expect.stringMatching(/^aws_api_gateway_rest_api\./),
    ]);
  });

  it('of a further shard hold its services, in the cluster of the first', () => {
    const { manifest, stack } = synth(
      workspaceWith({ quotes, orders: { ...quotes, shard: 2 } }, 2),
    );
    expect(Object.keys(manifest.stacks)).toEqual([
      'dev-networking',
      'dev-compute',
      'dev-compute-2',
      'dev-api-gateway',
    ]);
    expect(manifest.stacks['dev-compute-2']?.dependsOn).toEqual(['dev-networking', 'dev-compute']);
    expect(stack('compute').addresses('aws_ecs_service')).toEqual([
      expect.stringContaining('quotes'),
    ]);
    expect(stack('compute-2').addresses('aws_ecs_service')).toEqual([
      expect.stringContaining('orders'),
    ]);
    expect(stack('compute-2').addresses('aws_ecs_cluster')).toEqual([]);
    expect(stack('compute-2').outputsRead()).toEqual(
      expect.arrayContaining([
        'compute.cluster_arn',
        'compute.cluster_name',
        'networking.alb_listener_arn_2',
      ]),
    );
    const [api] = Object.values(
      stack('api-gateway').json.resource?.['aws_api_gateway_rest_api'] ?? {},
    );
    expect(String(api?.['body'])).toContain(':81/orders"');
    expect(String(api?.['body'])).toContain(':80/quotes"');
  });
});

describe('a further REST API', () => {
  const services: Record<string, ServiceFile> = {
    quotes,
    tenants,
    orders: { ...quotes, shard: 11, apiGroup: 2, auth: 'apiKey' },
    mailer: { ...tenants, apiGroup: 2 },
  };

  /** The routes of a stack's API: path → integration URI and VPC link. */
  function integrations(stack: TerraformStackFile): Record<string, unknown> {
    const [api] = Object.values(stack.json.resource?.['aws_api_gateway_rest_api'] ?? {});
    const { paths } = JSON.parse(String(api?.['body'])) as {
      paths: Record<string, Record<string, Record<string, Record<string, unknown>>>>;
    };
    return Object.fromEntries(
      Object.entries(paths).map(([path, item]) => {
        const { 'x-amazon-apigateway-integration': integration } =
          item['x-amazon-apigateway-any-method'] ?? {};
        return [path, [integration?.['connectionId'], integration?.['uri']]];
      }),
    );
  }

  const network = (output: string): string =>
    `\${data.terraform_remote_state.networking-state.outputs.${output}}`;
  const invokeArn = (name: string): string =>
    `\${data.terraform_remote_state.compute-state.outputs.function_${name}_invoke_arn}`;

  it('has a stack with its address, logs, keys and leave to invoke its functions', () => {
    const { manifest, stack } = synth(workspaceWith(services, 11, 2));
    expect(Object.keys(manifest.stacks).slice(-2)).toEqual([
      'dev-api-gateway',
      'dev-api-gateway-2',
    ]);
    expect(manifest.stacks['dev-api-gateway-2']?.dependsOn).toEqual(
      manifest.stacks['dev-api-gateway']?.dependsOn,
    );
    const { json } = stack('api-gateway-2');
    const only = (type: string) => Object.values(json.resource?.[type] ?? {});
    expect(only('aws_api_gateway_rest_api')).toMatchObject([{ name: 'slipway-dev-api-2' }]);
    expect(only('aws_lambda_permission')).toMatchObject([
      { statement_id: 'slipway-dev-api-2', function_name: expect.stringContaining('mailer') },
    ]);
    expect(only('aws_api_gateway_api_key')).toMatchObject([
      { name: 'slipway-dev-mailer' },
      { name: 'slipway-dev-orders' },
    ]);
    expect(only('aws_cloudwatch_log_group')).toContainEqual(
      expect.objectContaining({ name: '/slipway/dev/api-gateway/access-2' }),
    );
    expect(Object.keys(json.output ?? {})).toEqual(['invoke_url']);
  });

  it('reaches a service by the VPC link of the NLB that its ALB stands behind', () => {
    const { stack } = synth(workspaceWith(services, 11, 2));
    expect(integrations(stack('api-gateway'))).toMatchObject({
      '/quotes': [
        network('vpc_link_id'),
        `http://${network('network_load_balancer_dns_name')}:80/quotes`,
      ],
      '/tenants': [undefined, invokeArn('tenants')],
    });
    expect(integrations(stack('api-gateway-2'))).toMatchObject({
      '/orders': [
        network('vpc_link_id_2'),
        `http://${network('network_load_balancer_dns_name_2')}:90/orders`,
      ],
      '/mailer': [undefined, invokeArn('mailer')],
    });
  });

  it('leaves the first as it is', () => {
    const first = { quotes, tenants };
    const part = (workspace: TestWorkspace): string | undefined =>
      synth(workspace).manifest.stacks['dev-api-gateway']?.sha256;
    expect(part(workspaceWith(services, 11, 2))).toBe(part(workspaceWith(first, 11)));
  });

  it('is empty without a service, so that the stage file can give it up', () => {
    const { stack } = synth(workspaceWith({ quotes }, 1, 2));
    expect(stack('api-gateway-2').addresses()).toEqual([]);
    expect(stack('api-gateway-2').outputs()).toEqual([]);
  });
});

describe('a VPC link of V2', () => {
  const { manifest, stack } = (() => {
    const workspace = new TestWorkspace(
      { quotes, tenants, orders: { ...quotes, shard: 2 } },
      2,
      1,
      'v2',
    );
    try {
      const { outdir } = workspace;
      const written = synthesise({ root: workspace.root, model: workspace.model(), outdir });
      const read = new Map(
        Object.keys(written.stacks).map((id) => [id, new TerraformStackFile(outdir, id)]),
      );
      return {
        manifest: written,
        stack: (part: string) => {
          const found = read.get(`dev-${part}`);
          if (!found) throw new Error(`no stack ${part}`);
          return found;
        },
      };
    } finally {
      workspace.remove();
    }
  })();

  it('is told by every integration which ALB to go to, without which API Gateway refuses it', () => {
    const [api] = Object.values(
      stack('api-gateway').json.resource?.['aws_api_gateway_rest_api'] ?? {},
    );
    const network = (output: string): string =>
      `\${data.terraform_remote_state.networking-state.outputs.${output}}`;
    const { paths } = JSON.parse(String(api?.['body'])) as {
      paths: Record<string, Record<string, Record<string, Record<string, unknown>>>>;
    };
    const linked = Object.entries(paths).flatMap(([path, item]) => {
      const integration =
        item['x-amazon-apigateway-any-method']?.['x-amazon-apigateway-integration'];
      return integration?.['connectionType'] === 'VPC_LINK' ? [{ path, integration }] : [];
    });
    expect(linked).toHaveLength(4);
    for (const { path, integration } of linked) {
      const shard = path.startsWith('/quotes') ? 1 : 2;
      const tail = path.replace('+}', '}');
      expect(integration).toMatchObject({
        connectionId: network('vpc_link_id'),
        integrationTarget: network(`integration_target_${shard}`),
        uri: `http://${network(`integration_host_${shard}`)}:80${tail}`,
      });
    }
  });

  it('has every rule take the path with the API stage in front and without, and show one of them', () => {
    const rules = ['compute', 'compute-2'].flatMap((part) =>
      Object.values(stack(part).json.resource?.['aws_lb_listener_rule'] ?? {}),
    );
    expect(rules).toHaveLength(2);
    for (const [index, name] of ['quotes', 'orders'].entries()) {
      expect(rules[index]).toMatchObject({
        condition: [
          {
            path_pattern: {
              values: [`/${name}`, `/${name}/*`, `/dev/${name}`, `/dev/${name}/*`],
            },
          },
        ],
        transform: [
          {
            type: 'url-rewrite',
            url_rewrite_config: { rewrite: { regex: '^/dev(/.*)$', replace: '$1' } },
          },
        ],
      });
    }
  });

  it('reads what networking offers, and holds only what the provider knows', () => {
    const ids = Object.keys(manifest.stacks).map((id) => id.slice('dev-'.length));
    const offered = ids.flatMap((id) =>
      stack(id)
        .outputs()
        .map((output) => `${id}.${output}`),
    );
    for (const id of ids) {
      expect(offered).toEqual(expect.arrayContaining(stack(id).outputsRead()));
      expect(schemaFindings(stack(id).json)).toEqual([]);
    }
  });
});

describe('a service that is gone', () => {
  const services: Record<string, ServiceFile> = { quotes, orders: { ...quotes, shard: 2 } };
  const registry = ['aws_ecr_lifecycle_policy', 'aws_ecr_repository'];

  it.each([
    ['quotes', 'compute', 'compute-2', 3],
    ['orders', 'compute-2', 'compute', 2],
  ])('%s leaves its registry in %s, as it was', (name, own, other, line) => {
    const workspace = workspaceWith(services, 2);
    const before = synth(workspace).stack(own);
    workspace.removeService(name);
    const { manifest, stack } = synth(workspace);
    const after = stack(own);

    const kept = registry.flatMap((type) => after.addresses(type));
    expect(kept).toEqual(registry.flatMap((type) => before.addresses(type)));
    expect(kept).toHaveLength(2);
    for (const type of registry) {
      expect(after.json.resource?.[type]).toEqual(before.json.resource?.[type]);
    }
    const rest = after.addresses().filter((address) => !kept.includes(address));
    expect(rest.filter((address) => !address.startsWith('aws_ecs_cluster'))).toEqual([]);
    for (const address of kept) {
      expect(manifest.stacks[`dev-${own}`]?.resources[address]).toEqual({
        service: name,
        file: 'stacks/locks/dev.placement.json',
        line,
      });
    }
    expect(manifest.services).not.toHaveProperty(name);
    expect(JSON.stringify(stack(other).json)).not.toContain(`slipway-dev-${name}`);
    expect(schemaFindings(after.json)).toEqual([]);
  });

  it('leaves nothing where its place is freed', () => {
    const workspace = workspaceWith({ quotes });
    workspace.removeService('quotes');
    workspace.write('stacks/locks/dev.placement.json', ['{ "version": 1', '}']);
    expect(synth(workspace).stack('compute').addresses('aws_ecr_repository')).toEqual([]);
  });

  it('comes back to its registry, also as a container after it was a function', () => {
    const workspace = workspaceWith({ quotes });
    const address = () => synth(workspace).stack('compute').addresses('aws_ecr_repository');
    const before = address();
    const file = 'apps/quotes/service.yaml';
    const text = readFileSync(join(workspace.root, file), 'utf8').trimEnd();
    workspace.write('apps/quotes/src/handler.ts', ['export const handler = async () => ({});']);
    workspace.write(file, [
      'name: quotes',
      'kind: function',
      'owner: pricing-team',
      'function: { entry: src/handler.ts, memory: 256, timeout: 5 }',
      'api: { basePath: /quotes, expose: public, auth: none }',
    ]);
    expect(address()).toEqual(before);
    workspace.write(file, [text]);
    expect(address()).toEqual(before);
  });
});

describe('a function of an image', () => {
  const ofImage: ServiceFile = { kind: 'function', auth: 'apiKey', settings: 'image: true' };
  const about = (found: string[]): string[] => found.filter((address) => /reports/.test(address));

  it('has a registry before it has an image, and neither a route nor a key', () => {
    const { manifest, stack } = synth(workspaceWith({ quotes, reports: ofImage }));
    expect(about(stack('compute').addresses()).map((address) => address.split('.')[0])).toEqual([
      'aws_ecr_lifecycle_policy',
      'aws_ecr_repository',
      'aws_ecr_repository_policy',
    ]);
    expect(JSON.stringify(stack('api-gateway').json)).not.toContain('reports');
    expect(stack('compute').outputs().join()).not.toContain('reports');
    expect(manifest.services['reports']).toEqual({
      kind: 'function',
      folder: 'apps/reports',
      file: 'apps/reports/service.yaml',
      functionName: expect.stringMatching(/^slipway-dev-reports-[a-z0-9]{6}$/) as string,
      runtime: 'image',
    });
  });

  it('is called by its route once its image is locked, by its digest', () => {
    const { stack } = synth(workspaceWith({ reports: { ...ofImage, image: true } }));
    const [fn] = Object.values(stack('compute').json.resource?.['aws_lambda_function'] ?? {});
    expect(fn?.['image_uri']).toBe(
      `123456789012.dkr.ecr.eu-central-1.amazonaws.com/slipway-dev-reports@sha256:${'ab'.repeat(32)}`,
    );
    expect(about(stack('api-gateway').addresses())).toEqual([
      expect.stringMatching(/^aws_api_gateway_api_key/),
      expect.stringMatching(/^aws_api_gateway_usage_plan\./),
      expect.stringMatching(/^aws_api_gateway_usage_plan_key/),
      expect.stringMatching(/^aws_lambda_permission/),
    ]);
    for (const part of ['compute', 'api-gateway']) {
      expect(schemaFindings(stack(part).json)).toEqual([]);
    }
  });

  it('leaves its registry as it was when it is gone, or bundled, and its image is in the lock', () => {
    const workspace = workspaceWith({ reports: { ...ofImage, image: true } });
    const registry = () => {
      const { json } = synth(workspace).stack('compute');
      return ['aws_ecr_lifecycle_policy', 'aws_ecr_repository'].map(
        (type) => json.resource?.[type],
      );
    };
    const before = registry();
    const file = 'apps/reports/service.yaml';
    workspace.write(file, [workspace.read(file).replace('image: true', 'memory: 256')]);
    expect(registry()).toEqual(before);
    workspace.removeService('reports');
    expect(registry()).toEqual(before);
  });

  it('takes over the registry of the container that it was, in the stack of its ALB', () => {
    const workspace = workspaceWith({ orders: { ...quotes, shard: 2 } }, 2);
    const registry = () =>
      synth(workspace).stack('compute-2').json.resource?.['aws_ecr_repository'];
    const before = registry();
    workspace.write('apps/orders/service.yaml', [
      'name: orders',
      'kind: function',
      'owner: pricing-team',
      'function: { image: true }',
    ]);
    expect(registry()).toEqual(before);
    expect(synth(workspace).stack('compute').addresses('aws_lambda_function')).toHaveLength(1);
    expect(synth(workspace).stack('compute').addresses('aws_ecr_repository')).toEqual([]);
  });
});

describe('a function in the VPC', () => {
  const inVpc: ServiceFile = { kind: 'function', settings: 'vpc: true' };

  it('is in the subnets of tasks, with a group that all such functions share', () => {
    const { stack } = synth(workspaceWith({ quotes, one: inVpc, two: inVpc }));
    const { json } = stack('compute');
    const [group] = Object.keys(json.resource?.['aws_security_group'] ?? {});
    const subnets = '${data.terraform_remote_state.networking-state.outputs.task_subnet_ids}';
    for (const fn of Object.values(json.resource?.['aws_lambda_function'] ?? {})) {
      expect(fn['vpc_config']).toEqual({
        subnet_ids: subnets,
        security_group_ids: [`\${aws_security_group.${group}.id}`],
      });
    }
    expect(stack('compute').addresses('aws_security_group')).toHaveLength(1);
    expect(schemaFindings(json)).toEqual([]);
  });

  it('makes no other stack another, and there is no group without one', () => {
    const within = synth(workspaceWith({ tenants: inVpc })).manifest.stacks;
    const without = synth(workspaceWith({ tenants: { kind: 'function' } }));
    expect(without.stack('compute').addresses('aws_security_group')).toEqual([]);
    expect(within['dev-networking']?.sha256).toBe(
      without.manifest.stacks['dev-networking']?.sha256,
    );
  });
});

describe('a function from a prepared folder', () => {
  it('of Node.js stands open beside its zip, another only as its zip', () => {
    const workspace = workspaceWith({
      one: { kind: 'function', settings: 'folder: dist, handler: app.run' },
      two: { kind: 'function', settings: 'folder: dist, handler: app.run, runtime: python3.13' },
    });
    workspace.write('apps/one/dist/app.mjs', ['export const run = () => 1;']);
    workspace.write('apps/two/dist/app.py', ['def run(event, context): return 1']);
    const { manifest } = synth(workspace);
    expect(manifest.services).toMatchObject({
      one: {
        runtime: 'nodejs22.x',
        node: { module: 'stacks/dev-compute/assets/one/app.mjs', handler: 'app.run' },
      },
      two: { runtime: 'python3.13' },
    });
    expect(manifest.services['two']).not.toHaveProperty('node');
    const assets = Object.keys(workspace.output()).filter((path) => path.includes('/assets/'));
    expect(assets).toEqual(
      ['one.zip', 'one/app.mjs', 'two.zip'].map((file) => `stacks/dev-compute/assets/${file}`),
    );
  });
});

describe('a stage with a capacity provider', () => {
  const stageFile = 'stacks/stages/dev.yaml';

  function workspace(agents: string, capacityProvider?: string): TestWorkspace {
    const created = workspaceWith({ quotes, tenants });
    const lines = created.read(stageFile).trimEnd();
    created.write(stageFile, [lines, 'capacityProviders:', `  agents: ${agents}`]);
    if (capacityProvider !== undefined) {
      const file = 'apps/tenants/service.yaml';
      const settings = `memory: 2048, capacityProvider: ${capacityProvider}, floor: { min: 3, max: 6 }`;
      created.write(file, [created.read(file).trimEnd().replace('memory: 256', settings)]);
    }
    return created;
  }

  const settings = '{ owner: platform-team, architecture: arm64 }';

  it('has it in its compute stack, in the subnets that container services have', () => {
    const { manifest, stack } = synth(workspace(settings, 'agents'));
    const compute = stack('compute');
    expect(schemaFindings(compute.json)).toEqual([]);
    expect(compute.addresses('aws_lambda_capacity_provider')).toHaveLength(1);
    expect(Object.keys(compute.json.data?.['terraform_remote_state'] ?? {})).toHaveLength(1);
    const [address = ''] = compute.addresses('aws_lambda_capacity_provider');
    expect(manifest.stacks['dev-compute']?.resources[address]).toEqual({
      file: stageFile,
      line: 10,
    });
    const [fn] = Object.values(compute.json.resource?.['aws_lambda_function'] ?? {});
    expect(JSON.stringify(fn?.['capacity_provider_config'])).toContain(`\${${address}.arn}`);
  });

  it('has it without a function too, since it costs nothing then', () => {
    const { stack } = synth(workspace(settings));
    expect(stack('compute').addresses('aws_lambda_capacity_provider')).toHaveLength(1);
    expect(stack('compute').addresses('aws_scheduler_schedule')).toEqual([]);
  });

  it('moves a function to it by another one beside it, and nothing of other services', () => {
    const shared = synth(workspace(settings)).stack('compute');
    const managed = synth(workspace(settings, 'agents')).stack('compute');
    const nameOf = (file: TerraformStackFile): unknown =>
      Object.values(file.json.resource?.['aws_lambda_function'] ?? {})[0]?.['function_name'];
    expect(nameOf(shared)).toBe('slipway-dev-tenants');
    expect(nameOf(managed)).toMatch(/^slipway-dev-tenants-[a-z0-9]{6}$/);
    const others = (file: TerraformStackFile): object[] =>
      Object.entries(file.json.resource ?? {}).flatMap(([, named]) =>
        Object.entries(named).flatMap(([name, attributes]) =>
          name.includes('tenants') ? [] : [{ name, attributes }],
        ),
      );
    expect(others(managed)).toEqual(others(shared));
  });

  it('changes one line of one resource where its ceiling changes', () => {
    const before = synth(workspace(settings)).stack('compute').json;
    const raised = '{ owner: platform-team, architecture: arm64, scaling: { maxVcpu: 128 } }';
    const after = synth(workspace(raised)).stack('compute').json;
    const text = (json: object): string[] => JSON.stringify(json, null, 1).split('\n');
    const differing = text(after).filter((line, index) => line !== text(before)[index]);
    expect(differing).toEqual([expect.stringContaining('"max_vcpu_count": 128')]);
  });
});

test('what belongs to a service is tagged with it and its owner, in every stack', () => {
  const { manifest, stack } = synth(workspaceWith({ quotes, tenants }));
  const tagged = Object.entries(manifest.stacks).flatMap(([id, { resources }]) =>
    Object.entries(stack(id.slice('dev-'.length)).json.resource ?? {}).flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, { tags }]) => {
        const { service } = resources[`${type}.${name}`] ?? {};
        return service === undefined ? [] : [{ type, service, tags }];
      }),
    ),
  );
  const withTags = tagged.filter(({ tags }) => tags !== undefined);
  for (const { type, service, tags } of withTags) {
    const owner = type === 'aws_ecr_repository' ? {} : { 'slipway:owner': 'pricing-team' };
    expect({ type, tags }).toEqual({ type, tags: { 'slipway:service': service, ...owner } });
  }
  expect([...new Set(withTags.map(({ type }) => type))].sort()).toEqual([
    'aws_api_gateway_api_key',
    'aws_api_gateway_usage_plan',
    'aws_appautoscaling_target',
    'aws_cloudwatch_log_group',
    'aws_ecr_repository',
    'aws_ecs_service',
    'aws_ecs_task_definition',
    'aws_iam_role',
    'aws_lambda_function',
    'aws_lb_listener_rule',
    'aws_lb_target_group',
  ]);
});

describe('a new service', () => {
  const without = workspaceOf({ quotes });
  const within = workspaceOf({ quotes, tenants, zebra: { kind: 'http' } });

  function workspaceOf(services: Record<string, ServiceFile>): () => ReturnType<typeof synth> {
    return () => synth(workspaceWith(services));
  }

  it('leaves networking as it is', () => {
    const part = (of: typeof without): string | undefined =>
      of().manifest.stacks['dev-networking']?.sha256;
    expect(part(within)).toBe(part(without));
  });

  it('changes of the others only the body of the API', () => {
    const before = without();
    const after = within();
    for (const part of ['compute', 'api-gateway']) {
      const kept = before.stack(part).json.resource ?? {};
      for (const [type, resources] of Object.entries(kept)) {
        for (const [name, attributes] of Object.entries(resources)) {
          const rest = Object.entries(attributes).filter(([attribute]) => attribute !== 'body');
          expect(after.stack(part).json.resource?.[type]?.[name]).toMatchObject(
            Object.fromEntries(rest),
          );
        }
      }
      const added = after
        .stack(part)
        .addresses()
        .filter((address) => !before.stack(part).addresses().includes(address));
      expect(added.filter((address) => !/tenants|zebra/.test(address))).toEqual([]);
    }
  });
});

describe('the output', () => {
  const services = { quotes, tenants };

  it('is the same byte for byte wherever the workspace stands, and names no place', () => {
    const here = workspaceWith(services);
    const there = workspaceWith(services);
    synth(here);
    synth(there);
    expect(here.output()).toEqual(there.output());
    expect(
      Object.entries(here.output()).filter(([, content]) => content.includes(here.root)),
    ).toEqual([]);
  });

  it('is the same when it is written over itself', () => {
    const workspace = workspaceWith(services);
    synth(workspace);
    const first = workspace.output();
    synth(workspace);
    expect(workspace.output()).toEqual(first);
  });

  it('holds the code of every function, zipped for Lambda and open beside it', () => {
    const workspace = workspaceWith(services);
    const { manifest, stack } = synth(workspace);
    const [fn] = Object.values(stack('compute').json.resource?.['aws_lambda_function'] ?? {});
    const zip = readFileSync(
      join(workspace.outdir, 'stacks/dev-compute', String(fn?.['filename'])),
    );
    expect(createHash('sha256').update(zip).digest('base64')).toBe(fn?.['source_code_hash']);
    const { tenants: service } = manifest.services;
    expect(service).toMatchObject({
      kind: 'function',
      runtime: 'nodejs22.x',
      node: { handler: 'index.handler' },
    });
    const bundle = service?.kind === 'function' ? service.node?.module : '';
    expect(readFileSync(join(workspace.outdir, String(bundle)), 'utf8')).toContain(
      'body: "tenants"',
    );
  });

  it('is not begun where a function does not compile', () => {
    const workspace = workspaceWith(services);
    workspace.write('apps/tenants/src/handler.ts', ['export const handler = (;']);
    expect(() => synth(workspace)).toThrow(BundleError);
    expect(existsSync(workspace.outdir)).toBe(false);
  });
});

describe('slipway.json', () => {
  it('is what synthesise returns, with the hash of each stack', () => {
    const workspace = workspaceWith({ quotes, tenants });
    const { manifest } = synth(workspace);
    expect(JSON.parse(readFileSync(join(workspace.outdir, 'slipway.json'), 'utf8'))).toEqual(
      manifest,
    );
    for (const { file, sha256 } of Object.values(manifest.stacks)) {
      const bytes = readFileSync(join(workspace.outdir, file));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
  });

  it('traces every resource to the line it comes from', () => {
    const { manifest, stack } = synth(workspaceWith({ quotes, tenants }));
    for (const id of Object.keys(manifest.stacks)) {
      const origins = manifest.stacks[id]?.resources ?? {};
      const addresses = stack(id.slice('dev-'.length)).addresses();
      expect(Object.keys(origins)).toEqual(expect.arrayContaining(addresses));
    }
    const origin = (id: string, pattern: RegExp): unknown =>
      Object.entries(manifest.stacks[id]?.resources ?? {}).find(([address]) =>
        pattern.test(address),
      )?.[1];
    const file = 'apps/quotes/service.yaml';
    expect(origin('dev-compute', /^aws_ecr_repository/)).toEqual({
      service: 'quotes',
      file,
      line: 1,
    });
    expect(origin('dev-compute', /^aws_ecs_task_definition/)).toEqual({
      service: 'quotes',
      file,
      line: 4,
    });
    expect(origin('dev-compute', /^aws_lb_listener_rule/)).toEqual({
      service: 'quotes',
      file,
      line: 5,
    });
    expect(origin('dev-compute', /^aws_appautoscaling_target/)).toEqual({
      service: 'quotes',
      file,
      line: 6,
    });
    expect(origin('dev-api-gateway', /^aws_lambda_permission/)).toEqual({
      service: 'tenants',
      file: 'apps/tenants/service.yaml',
      line: 5,
    });
    expect(origin('dev-compute', /^aws_ecs_cluster/)).toEqual({
      file: 'stacks/stages/dev.yaml',
      line: 1,
    });
    expect(origin('dev-networking', /^aws_lb\./)).toEqual({
      file: 'stacks/stages/dev.yaml',
      line: 7,
    });
  });

  it('says of a container service what the local stage needs, and no more', () => {
    const workspace = workspaceWith({ quotes });
    const file = 'apps/quotes/service.yaml';
    workspace.write(file, [workspace.read(file).trimEnd(), 'local: { command: npm run serve }']);
    const { manifest, stack } = synth(workspace);
    const [group] = Object.values(stack('compute').json.resource?.['aws_lb_target_group'] ?? {});
    expect(manifest.services['quotes']).toEqual({
      kind: 'http',
      folder: 'apps/quotes',
      file,
      targetGroup: group?.['name'],
      localCommand: 'npm run serve',
    });
  });
});
