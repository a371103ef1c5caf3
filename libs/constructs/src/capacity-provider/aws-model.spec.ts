import {
  ApplicationLogLevel,
  Architecture,
  CapacityProviderPredefinedMetricType,
  CapacityProviderScalingMode,
  CreateCapacityProviderRequest$,
  CreateFunctionRequest$,
  LogFormat,
  PutFunctionScalingConfigRequest$,
  Runtime,
  SystemLogLevel,
} from '@aws-sdk/client-lambda';
import type { CapacityProviderSettings, FunctionService } from '@slipway/catalog';
import { sampleManaged } from '../testing/sample-managed';
import { sdkFindings } from '../testing/sdk-model';
import type { Attributes } from '../testing/synthesised-stack';

type Use = readonly [
  provider: Partial<CapacityProviderSettings>,
  fn?: Partial<FunctionService['function']>,
];

/** Every setting of a provider and of a function on it, at its ends. */
const uses: Readonly<Record<string, Use>> = {
  'by default': [{}],
  'the least of all': [
    { scaling: { mode: 'manual', maxVcpu: 12, cpu: 1 }, instanceTypes: { allow: ['c7g.large'] } },
    { memory: 2048, concurrency: 1, timeout: 1, floor: undefined },
  ],
  'the most of all': [
    {
      architecture: 'x86_64',
      scaling: { mode: 'manual', maxVcpu: 15_000, cpu: 100 },
      instanceTypes: { exclude: Array.from({ length: 400 }, () => 'm7i.48xlarge') },
      kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd',
    },
    {
      architecture: 'x86_64',
      memory: 10_240,
      concurrency: 320,
      timeout: 900,
      floor: { min: 15_000, max: 15_000, timezone: 'UTC', windows: [] },
    },
  ],
  'eight GiB for each vCPU': [{}, { memory: 8192, memoryPerVcpu: 8 }],
};

/** Arguments that Terraform reads itself, and what it makes of them in the request. */
const ofTerraform = ['//', 'depends_on', 'lifecycle', 'filename', 'source_code_hash'];

/** The request that a resource becomes: blocks that stand once are mappings. */
function requestOf(attributes: Attributes, lists: readonly string[]): Attributes {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => !ofTerraform.includes(name))
      .map(([name, value]) => [
        name,
        Array.isArray(value) && !lists.includes(name) ? (value[0] as unknown) : value,
      ]),
  );
}

describe.each(Object.entries(uses))('%s', (_, [provider, fn]) => {
  const stack = sampleManaged(provider, fn);
  const { name, ...written } = stack.one('aws_lambda_capacity_provider').attributes;
  const createProvider = requestOf({ ...written, capacity_provider_name: name }, []);
  const createFunction = {
    ...requestOf(stack.one('aws_lambda_function').attributes, ['architectures', 'layers']),
    code: {},
  } as Attributes;

  it('is a CreateCapacityProvider that the SDK knows', () => {
    expect(sdkFindings(CreateCapacityProviderRequest$, createProvider)).toEqual([]);
  });

  it('is a CreateFunction that the SDK knows', () => {
    expect(sdkFindings(CreateFunctionRequest$, createFunction)).toEqual([]);
  });

  it('sends PutFunctionScalingConfig as the SDK knows it, in range', () => {
    for (const { target } of Object.values(stack.resources('aws_scheduler_schedule'))) {
      const input = JSON.parse((target as { input: string }).input) as {
        FunctionScalingConfig: Record<string, number>;
      };
      expect(sdkFindings(PutFunctionScalingConfigRequest$, input)).toEqual([]);
      // https://docs.aws.amazon.com/lambda/latest/api/API_FunctionScalingConfig.html
      for (const environments of Object.values(input.FunctionScalingConfig)) {
        expect(inRange(environments, 0, 15_000)).toBe(true);
      }
    }
  });

  it('has enumerated values that the SDK knows', () => {
    const unknown = enumerated(createProvider, createFunction).filter(
      ([values, value]) => !Object.values(values).includes(value as string),
    );
    expect(unknown).toEqual([]);
  });

  it('has numbers, lists and names that AWS takes', () => {
    const outside = limited(createProvider, createFunction).filter(
      ([, value, least, most]) => !inRange(value, least, most),
    );
    expect(outside).toEqual([]);
  });
});

interface Provider {
  readonly capacity_provider_name: string;
  readonly capacity_provider_scaling_config: {
    readonly max_vcpu_count: number;
    readonly scaling_mode: string;
    readonly scaling_policies:
      readonly { readonly predefined_metric_type: string; readonly target_value: number }[] | null;
  };
  readonly instance_requirements: {
    readonly architectures: readonly string[];
    readonly allowed_instance_types: readonly string[] | null;
    readonly excluded_instance_types: readonly string[] | null;
  };
  readonly vpc_config: { readonly security_group_ids: readonly string[] };
}

interface Fn {
  readonly architectures: readonly string[];
  readonly runtime: string;
  readonly memory_size: number;
  readonly timeout: number;
  readonly function_name: string;
  readonly logging_config: {
    readonly log_format: string;
    readonly application_log_level: string;
    readonly system_log_level: string;
  };
  readonly capacity_provider_config: {
    readonly lambda_managed_instances_capacity_provider_config: {
      readonly execution_environment_memory_gib_per_vcpu: number;
      readonly per_execution_environment_max_concurrency: number;
    };
  };
}

function enumerated(provider: Attributes, created: Attributes): [object, string][] {
  const { capacity_provider_scaling_config: scaling, instance_requirements: requirements } =
    provider as unknown as Provider;
  const { architectures, runtime, logging_config: logging } = created as unknown as Fn;
  return [
    [CapacityProviderScalingMode, scaling.scaling_mode],
    ...(scaling.scaling_policies ?? []).map(
      ({ predefined_metric_type: metric }): [object, string] => [
        CapacityProviderPredefinedMetricType,
        metric,
      ],
    ),
    ...[...requirements.architectures, ...architectures].map((value): [object, string] => [
      Architecture,
      value,
    ]),
    [Runtime, runtime],
    [LogFormat, logging.log_format],
    [ApplicationLogLevel, logging.application_log_level],
    [SystemLogLevel, logging.system_log_level],
  ];
}

/**
 * The limits that the API states and the SDK does not carry.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateCapacityProvider.html
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
function limited(
  provider: Attributes,
  created: Attributes,
): [what: string, value: number, least: number, most: number][] {
  const {
    capacity_provider_name: name,
    capacity_provider_scaling_config: scaling,
    instance_requirements: requirements,
    vpc_config: vpc,
  } = provider as unknown as Provider;
  const fn = created as unknown as Fn;
  const managed = fn.capacity_provider_config.lambda_managed_instances_capacity_provider_config;
  const longestName = name.replace(/\$\{.*\}$/, 'abcdef');
  return [
    ['MaxVCpuCount', scaling.max_vcpu_count, 2, 15_000],
    ['ScalingPolicies', scaling.scaling_policies?.length ?? 0, 0, 10],
    ...(scaling.scaling_policies ?? []).map(
      ({ target_value: target }): [string, number, number, number] => [
        'TargetValue',
        target,
        0,
        100,
      ],
    ),
    ['Architectures', requirements.architectures.length, 1, 1],
    ['AllowedInstanceTypes', requirements.allowed_instance_types?.length ?? 0, 0, 400],
    ['ExcludedInstanceTypes', requirements.excluded_instance_types?.length ?? 0, 0, 400],
    ['SecurityGroupIds', vpc.security_group_ids.length, 1, 5],
    ['CapacityProviderName', /^[a-zA-Z0-9-_]+$/.test(longestName) ? longestName.length : 0, 1, 140],
    ['FunctionName', fn.function_name.length, 1, 64],
    ['MemorySize', fn.memory_size, 2048, 10_240],
    ['Timeout', fn.timeout, 1, 900],
    ['MemoryGiBPerVCpu', managed.execution_environment_memory_gib_per_vcpu, 2, 8],
    ['MaxConcurrency', managed.per_execution_environment_max_concurrency, 1, 1600],
  ];
}

function inRange(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
