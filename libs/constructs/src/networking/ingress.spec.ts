import { sampleModel, sampleStage } from '../testing/sample-model';
import { sampleNetworking } from '../testing/sample-networking';

const shards = 12;
const stack = sampleNetworking(undefined, shards);
const model = sampleModel(sampleStage({ ingress: { link: 'v1', shards, groups: 1 } }));
const indexes = Array.from({ length: shards }, (_, index) => index + 1);

/** Address of a resource as expressions of other resources name it. */
function referred(value: unknown): string | undefined {
  return /\$\{(\w+\.[^.}]+)/.exec(String(value))?.[1];
}

/** The NLB of the first ten shards, or of the others. */
function networkLoadBalancer(index = 1) {
  return stack.one('aws_lb', {
    name: index === 1 ? 'slipway-dev-nlb' : `slipway-dev-nlb-${index}`,
  });
}

/** What stands for one shard, from the NLB listener to the ALB listener. */
function shardOf(index: number) {
  const balancer = stack.one('aws_lb', { name: `slipway-dev-alb-${index}` });
  const listener = stack.one('aws_lb_listener', {
    load_balancer_arn: `\${${balancer.address}.arn}`,
  });
  const health = stack.one('aws_lb_listener_rule', { listener_arn: `\${${listener.address}.arn}` });
  const group = stack.one('aws_lb_target_group', {
    name: model.shards[index - 1]?.networkEntry?.targetGroup,
  });
  const attachment = stack.one('aws_lb_target_group_attachment', {
    target_group_arn: `\${${group.address}.arn}`,
  });
  const entry = stack.one('aws_lb_listener', { protocol: 'TCP', port: 79 + index });
  return { balancer, listener, health, group, attachment, entry };
}

describe.each(indexes)('ALB shard %i', (index) => {
  const { balancer, listener, health, group, attachment, entry } = shardOf(index);

  it('is internal, drops malformed headers and logs where it may write', () => {
    const bucketPolicy = stack.one('aws_s3_bucket_policy');
    expect(balancer.attributes).toMatchObject({
      internal: true,
      load_balancer_type: 'application',
      drop_invalid_header_fields: true,
      access_logs: { enabled: true, prefix: 'alb' },
      depends_on: [bucketPolicy.address],
    });
  });

  it('answers 404 where no rule matches, and the health check itself before any service', () => {
    expect(listener.attributes).toMatchObject({
      port: 80,
      protocol: 'HTTP',
      default_action: [
        {
          type: 'fixed-response',
          fixed_response: {
            status_code: '404',
            content_type: 'application/json',
            message_body: '{"message":"no service"}',
          },
        },
      ],
    });
    expect(health.attributes).toMatchObject({
      priority: 1,
      condition: [{ path_pattern: { values: ['/_alb/health'] } }],
      action: [{ type: 'fixed-response', fixed_response: { status_code: '200' } }],
    });
  });

  it('is a TCP target that is checked over HTTP on the path that the ALB answers', () => {
    const [condition] = health.attributes['condition'] as [{ path_pattern: { values: string[] } }];
    expect(group.attributes).toMatchObject({
      target_type: 'alb',
      protocol: 'TCP',
      port: listener.attributes['port'],
      health_check: {
        protocol: 'HTTP',
        path: condition.path_pattern.values[0],
        matcher: '200-299',
      },
      lifecycle: { create_before_destroy: true },
    });
  });

  it('has a target group without attributes, which AWS refuses for an ALB target', () => {
    const set = Object.keys(group.attributes).filter((name) => !['//', 'lifecycle'].includes(name));
    expect(set.sort()).toEqual([
      'health_check',
      'name',
      'port',
      'protocol',
      'target_type',
      'vpc_id',
    ]);
  });

  it('becomes a target only once its listener stands', () => {
    expect(referred(attachment.attributes['target_id'])).toBe(balancer.address);
    expect(attachment.attributes['port']).toBe(listener.attributes['port']);
    expect(attachment.attributes['depends_on']).toEqual([listener.address, health.address]);
  });

  it('is reached on its own port of its NLB, which forwards to ten', () => {
    const { address } = networkLoadBalancer(Math.ceil(index / 10));
    expect(referred(entry.attributes['load_balancer_arn'])).toBe(address);
    const [action] = entry.attributes['default_action'] as [Record<string, unknown>];
    expect(action['type']).toBe('forward');
    expect(referred(action['target_group_arn'])).toBe(group.address);
  });

  it('is offered with its listener and its ARN suffix', () => {
    expect(stack.json.output?.[`alb_listener_arn_${index}`]?.['value']).toBe(
      `\${${listener.address}.arn}`,
    );
    expect(stack.json.output?.[`alb_arn_suffix_${index}`]?.['value']).toBe(
      `\${${balancer.address}.arn_suffix}`,
    );
  });
});

describe.each([1, 2])('NLB %i', (index) => {
  const { address, attributes } = networkLoadBalancer(index);
  const end = index === 1 ? '' : `_${index}`;

  it('is internal and has a security group that does not judge the VPC link', () => {
    expect(attributes).toMatchObject({
      load_balancer_type: 'network',
      internal: true,
      enforce_security_group_inbound_rules_on_private_link_traffic: 'off',
    });
    expect(attributes['security_groups']).toHaveLength(1);
  });

  it('writes no access logs, which AWS makes of TLS listeners only', () => {
    expect(attributes).not.toHaveProperty('access_logs');
    for (const listener of Object.values(stack.resources('aws_lb_listener'))) {
      expect(listener['protocol']).not.toBe('TLS');
    }
  });

  it('is what a VPC link of its own points at; a new link stands before the old one goes', () => {
    const link = stack.one('aws_api_gateway_vpc_link', { target_arns: [`\${${address}.arn}`] });
    expect(link.attributes['lifecycle']).toEqual({ create_before_destroy: true });
    expect(stack.json.output?.[`vpc_link_id${end}`]?.['value']).toBe(`\${${link.address}.id}`);
    expect(stack.json.output?.[`network_load_balancer_dns_name${end}`]?.['value']).toBe(
      `\${${address}.dns_name}`,
    );
  });

  it('counts at most 500 targets in a zone, 50 for each ALB', () => {
    const listeners = Object.values(stack.resources('aws_lb_listener')).filter(
      (listener) => referred(listener['load_balancer_arn']) === address,
    );
    expect(listeners.length * 50).toBeLessThanOrEqual(500);
    expect(attributes).not.toHaveProperty('enable_cross_zone_load_balancing');
  });
});

test('a stage of ten shards gets an eleventh without a change to what stands', () => {
  const before = sampleNetworking(undefined, 10).json.resource ?? {};
  const after = sampleNetworking(undefined, 11).json.resource ?? {};
  for (const [type, resources] of Object.entries(before)) {
    expect(after[type]).toMatchObject(resources);
  }
  expect(Object.keys(before['aws_api_gateway_vpc_link'] ?? {})).toHaveLength(1);
  expect(Object.keys(after['aws_api_gateway_vpc_link'] ?? {})).toHaveLength(2);
});

describe('the log bucket', () => {
  const bucket = stack.one('aws_s3_bucket');
  const ofBucket = { bucket: `\${${bucket.address}.id}` };

  it('keeps everyone out but load balancers of the account, over TLS only', () => {
    const { attributes } = stack.one('aws_s3_bucket_policy', ofBucket);
    expect(JSON.parse(String(attributes['policy']))).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `\${${bucket.address}.arn}/alb/AWSLogs/123456789012/*`,
          Condition: {
            ArnLike: {
              'aws:SourceArn':
                'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/*',
            },
          },
        },
        { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
    });
    expect(stack.one('aws_s3_bucket_public_access_block', ofBucket).attributes).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it('takes no ACLs, and its policy once the block of public access stands, which both would race', () => {
    expect(stack.one('aws_s3_bucket_ownership_controls', ofBucket).attributes['rule']).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
    expect(stack.one('aws_s3_bucket_policy', ofBucket).attributes['depends_on']).toEqual([
      stack.one('aws_s3_bucket_public_access_block', ofBucket).address,
    ]);
  });

  it('is encrypted with the only kind of key that access logs can use, and forgets', () => {
    expect(
      stack.one('aws_s3_bucket_server_side_encryption_configuration', ofBucket).attributes,
    ).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
    });
    expect(stack.one('aws_s3_bucket_lifecycle_configuration', ofBucket).attributes).toMatchObject({
      rule: [{ status: 'Enabled', expiration: [{ days: 30 }] }],
    });
  });
});
