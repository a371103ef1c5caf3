import { PlatformStack } from '../platform-stack';
import { sampleModel, sampleStage } from '../testing/sample-model';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import { offerCluster, readCluster } from './cluster';
import { offerCompute, readCompute } from './compute';
import { offerIngress, readIngress } from './ingress';
import { offerNetworking, readNetworking } from './networking';

const network = {
  vpcId: 'vpc-1',
  taskSubnetIds: ['subnet-1', 'subnet-2'],
  assignPublicIp: true,
  taskSecurityGroupId: 'sg-1',
  shards: [1, 2].map((index) => ({
    index,
    albArn: `arn:alb-${index}`,
    albDnsName: `alb-${index}.example`,
    callSecurityGroupId: `sg-calls-${index}`,
    albListenerArn: `arn:listener-${index}`,
    albArnSuffix: `app/alb-${index}/1`,
  })),
};
const ingress = {
  link: 'v1' as const,
  networkLoadBalancers: [1, 2].map((index) => ({
    index,
    vpcLinkId: `link-${index}`,
    dnsName: `nlb-${index}.example`,
  })),
};
const linkV2 = {
  link: 'v2' as const,
  vpcLinkId: 'link-v2',
  applicationLoadBalancers: [1, 2].map((index) => ({
    index,
    arn: `arn:alb-${index}`,
    dnsName: `alb-${index}.example`,
  })),
};
const stageOf = (link: 'v1' | 'v2') =>
  sampleStage({ ingress: { link, shards: link === 'v1' ? 12 : 2, groups: 1 } });
const functions = {
  'tenant-onboarding': {
    functionName: 'slipway-dev-tenant-onboarding',
    alias: 'live',
    invokeArn: 'arn:invoke',
  },
};

function outputsOf(build: (stack: PlatformStack) => void): Record<string, unknown> {
  const { json } = synthesised((app) => {
    const stack = new PlatformStack(app, 'producer', sampleStage());
    build(stack);
    return stack;
  });
  for (const output of Object.values(json.output ?? {})) {
    expect(output).not.toHaveProperty('sensitive');
  }
  return Object.fromEntries(
    Object.entries(json.output ?? {}).map(([name, { value }]) => [name, value]),
  );
}

/** A consumer that offers again what it read, so that its outputs show where each field comes from. */
function relay(build: (stack: PlatformStack) => void, changes = {}): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'consumer', sampleStage(changes));
    build(stack);
    return stack;
  });
}

describe.each([
  [
    'networking',
    (stack: PlatformStack) => {
      offerNetworking(stack, network);
    },
    (stack: PlatformStack) => {
      offerNetworking(stack, readNetworking(stack, network.shards));
    },
  ],
  [
    'networking',
    (stack: PlatformStack) => {
      offerIngress(stack, ingress);
    },
    (stack: PlatformStack) => {
      offerIngress(stack, readIngress(stack, sampleModel(stageOf('v1'))));
    },
  ],
  [
    'compute',
    (stack: PlatformStack) => {
      offerCompute(stack, { functions });
    },
    (stack: PlatformStack) => {
      offerCompute(stack, readCompute(stack, Object.keys(functions)));
    },
  ],
  [
    'compute',
    (stack: PlatformStack) => {
      offerCluster(stack, { clusterName: 'slipway-dev', clusterArn: 'arn:cluster' });
    },
    (stack: PlatformStack) => {
      offerCluster(stack, readCluster(stack));
    },
  ],
])('the contract of %s', (producer, offer, passOn) => {
  it('reads every field from the output that the producer writes it to', () => {
    const offered = outputsOf(offer);
    const { json } = relay(passOn);
    expect(Object.keys(offered).length).toBeGreaterThan(0);
    expect(json.output).toEqual(
      Object.fromEntries(
        Object.keys(offered).map((name) => [
          name,
          {
            description: expect.any(String),
            value: `\${data.terraform_remote_state.${producer}-state.outputs.${name}}`,
          },
        ]),
      ),
    );
  });

  it('reads the state of the same stage where the producer writes it', () => {
    const remote = relay(passOn).data('terraform_remote_state');
    expect(remote[`${producer}-state`]).toMatchObject({
      backend: 's3',
      config: { bucket: 'slipway-dev-state', key: `slipway/dev/dev-${producer}.tfstate` },
    });
    const local = relay(passOn, { state: { backend: 'local' } }).data('terraform_remote_state');
    expect(local[`${producer}-state`]).toMatchObject({
      backend: 'local',
      config: { path: `../../../terraform.dev-${producer}.tfstate` },
    });
  });
});

describe('names of outputs', () => {
  it('are the field names in snake case, with the index where there are several', () => {
    const outputs = outputsOf((stack) => {
      offerNetworking(stack, network);
    });
    expect(outputs).toEqual({
      vpc_id: 'vpc-1',
      task_subnet_ids: ['subnet-1', 'subnet-2'],
      assign_public_ip: true,
      task_security_group_id: 'sg-1',
      alb_arn_1: 'arn:alb-1',
      alb_dns_name_1: 'alb-1.example',
      call_security_group_id_1: 'sg-calls-1',
      alb_listener_arn_1: 'arn:listener-1',
      alb_arn_suffix_1: 'app/alb-1/1',
      alb_arn_2: 'arn:alb-2',
      alb_dns_name_2: 'alb-2.example',
      call_security_group_id_2: 'sg-calls-2',
      alb_listener_arn_2: 'arn:listener-2',
      alb_arn_suffix_2: 'app/alb-2/1',
    });
  });

  it('are plain for the first NLB, so that a second one changes nothing of it', () => {
    expect(
      outputsOf((stack) => {
        offerIngress(stack, ingress);
      }),
    ).toEqual({
      vpc_link_id: 'link-1',
      network_load_balancer_dns_name: 'nlb-1.example',
      vpc_link_id_2: 'link-2',
      network_load_balancer_dns_name_2: 'nlb-2.example',
    });
  });

  it('name the ALB of each shard where the link reaches it', () => {
    expect(
      outputsOf((stack) => {
        offerIngress(stack, linkV2);
      }),
    ).toEqual({
      vpc_link_id: 'link-v2',
      integration_target_1: 'arn:alb-1',
      integration_host_1: 'alb-1.example',
      integration_target_2: 'arn:alb-2',
      integration_host_2: 'alb-2.example',
    });
  });

  it('name the service of a function', () => {
    expect(
      outputsOf((stack) => {
        offerCompute(stack, { functions });
      }),
    ).toEqual({
      function_tenant_onboarding_name: 'slipway-dev-tenant-onboarding',
      function_tenant_onboarding_alias: 'live',
      function_tenant_onboarding_invoke_arn: 'arn:invoke',
    });
  });
});

it('reads of a stage with a link of V2 its ALBs, and no NLB', () => {
  const { json } = relay((stack) => {
    offerIngress(stack, readIngress(stack, sampleModel(stageOf('v2'))));
  }, stageOf('v2'));
  const names = [
    'vpc_link_id',
    ...[1, 2].flatMap((index) => [`integration_target_${index}`, `integration_host_${index}`]),
  ];
  expect(json.output).toEqual(
    Object.fromEntries(
      names.map((name) => [
        name,
        {
          description: expect.any(String),
          value: `\${data.terraform_remote_state.networking-state.outputs.${name}}`,
        },
      ]),
    ),
  );
});

it('reads nothing where there are no functions', () => {
  expect(
    relay((stack) => {
      readCompute(stack, []);
    }).data('terraform_remote_state'),
  ).toEqual({});
});
