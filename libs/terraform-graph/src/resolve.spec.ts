import { rmSync } from 'node:fs';
import type { Graph } from './graph';
import { loadGraph } from './load-graph';
import { resolve } from './resolve';
import { localBackend, remoteState, writeStage } from './testing/stage-folder';

const { outdir, manifest } = writeStage({
  'dev-networking': {
    terraform: localBackend('dev-networking'),
    resource: {
      aws_lb: { main: { name: 'slipway-dev', tags: { Name: 'x-${aws_lb.main.name}' } } },
      aws_subnet: { many: { count: 2, cidr_block: '10.0.0.0/24' } },
    },
    output: {
      dns: { value: '${aws_lb.main.dns_name}' },
      name: { value: '${aws_lb.main.name}' },
      both: { value: ['${aws_lb.main.name}', '${aws_lb.main.arn}'] },
      joined: { value: '${join(",", aws_lb.main.subnets)}' },
    },
  },
  'dev-compute': {
    terraform: localBackend('dev-compute'),
    data: {
      terraform_remote_state: {
        networking: remoteState('dev-networking'),
        foreign: { backend: 's3', config: { bucket: 'b', key: 'k', region: 'us-east-1' } },
      },
    },
    resource: {
      aws_ecs_service: {
        a: {
          name: 'a-${data.terraform_remote_state.networking.outputs.name}',
          cluster: '${aws_ecs_service.b.cluster}',
          load_balancer: [{ container_port: 8080 }],
        },
        b: { cluster: '${aws_ecs_service.a.cluster}' },
      },
    },
  },
});
const graph: Graph = loadGraph(outdir, manifest);

afterAll(() => rmSync(outdir, { recursive: true }));

test.each([
  ['dev-networking', 'text $${a}', 'text ${a}'],
  ['dev-networking', '${aws_lb.main.name}', 'slipway-dev'],
  ['dev-networking', '${aws_lb.main.tags.Name}', 'x-slipway-dev'],
  ['dev-networking', '${aws_lb.main.tags["Name"]}!', 'x-slipway-dev!'],
  ['dev-compute', '${data.terraform_remote_state.networking.outputs.name}', 'slipway-dev'],
  ['dev-compute', '${data.terraform_remote_state.networking.outputs.both[0]}', 'slipway-dev'],
  ['dev-compute', '${aws_ecs_service.a.name}', 'a-slipway-dev'],
  ['dev-compute', '${aws_ecs_service.a.load_balancer[0].container_port}', 8080],
  ['dev-compute', 'p${aws_ecs_service.a.load_balancer[0].container_port}', 'p8080'],
  ['dev-compute', 7, 7],
])('in %s, %p is known', (stack, value, expected) => {
  expect(resolve(graph, stack, value)).toEqual({ kind: 'value', value: expected });
});

test.each([
  ['dev-networking', '${aws_lb.main.arn}', 'aws_lb.main', ['arn']],
  [
    'dev-compute',
    '${data.terraform_remote_state.networking.outputs.dns}',
    'aws_lb.main',
    ['dns_name'],
  ],
  [
    'dev-compute',
    '${data.terraform_remote_state.networking.outputs.both[1]}',
    'aws_lb.main',
    ['arn'],
  ],
])('in %s, %p is an attribute that AWS gives', (stack, value, address, path) => {
  expect(resolve(graph, stack, value)).toMatchObject({
    kind: 'attribute',
    element: { address },
    path,
  });
});

test('text keeps what is known around what is not', () => {
  const uri = 'http://${data.terraform_remote_state.networking.outputs.dns}:80/quotes';
  expect(resolve(graph, 'dev-compute', uri)).toMatchObject({
    kind: 'text',
    parts: ['http://', { kind: 'attribute', path: ['dns_name'] }, ':80/quotes'],
  });
});

test.each([
  ['${join(",", aws_ecs_service.a.x)}', 'is computed by Terraform'],
  ['${data.terraform_remote_state.networking.outputs.joined}', 'is computed by Terraform'],
  ['${var.name}', 'depends on `var`'],
  ['${aws_lb.main.arn}', 'names `aws_lb.main`, which is not in dev-compute'],
  ['${data.terraform_remote_state.networking.outputs.nothing}', 'names no output of this stage'],
  ['${data.terraform_remote_state.foreign.outputs.name}', 'names no output of this stage'],
  ['%{if true}x%{endif}', 'is a template with directives'],
  ['${aws_ecs_service.a.cluster}', 'refers to itself'],
])('%p stays unknown', (value, reason) => {
  expect(resolve(graph, 'dev-compute', value)).toMatchObject({ kind: 'unknown', reason });
});

test('a repeated resource stays unknown', () => {
  expect(resolve(graph, 'dev-networking', '${aws_subnet.many[0].cidr_block}')).toMatchObject({
    kind: 'unknown',
    reason: 'names `aws_subnet.many`, which Terraform repeats',
  });
});
