import type { AwsProxy } from '../aws-proxy/proxy';

/** Calls that list what an account holds, of every kind that the stacks create. */
const listings: readonly Listing[] = [
  ...[
    'DescribeAddresses',
    'DescribeInternetGateways',
    'DescribeNetworkInterfaces',
    'DescribeRouteTables',
    'DescribeSecurityGroups',
    'DescribeSubnets',
    'DescribeVpcEndpoints',
    'DescribeVpcs',
  ].map((action) => query('ec2', action, '2016-11-15')),
  // A deleted one is listed for an hour.
  query('ec2', 'DescribeNatGateways', '2016-11-15', {
    'Filter.1.Name': 'state',
    'Filter.1.Value.1': 'pending',
    'Filter.1.Value.2': 'available',
  }),
  query('elasticloadbalancing', 'DescribeLoadBalancers', '2015-12-01'),
  query('elasticloadbalancing', 'DescribeTargetGroups', '2015-12-01'),
  query('iam', 'ListRoles', '2010-05-08'),
  json('logs', 'Logs_20140328.DescribeLogGroups'),
  json('ecr', 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories'),
  json('ecs', 'AmazonEC2ContainerServiceV20141113.ListClusters'),
  json('ecs', 'AmazonEC2ContainerServiceV20141113.ListTaskDefinitions', { status: 'ACTIVE' }),
  get('apigateway', '/restapis'),
  get('apigateway', '/apikeys'),
  get('apigateway', '/usageplans'),
  get('lambda', '/2015-03-31/functions/'),
  get('scheduler', '/schedules'),
  query('monitoring', 'DescribeAlarms', '2010-08-01'),
  json('dynamodb', 'DynamoDB_20120810.ListTables'),
  json('sqs', 'AmazonSQS.ListQueues'),
  get('s3', '/'),
];

interface Listing {
  readonly name: string;
  readonly path: string;
  readonly request: RequestInit;
}

/** Everything that the emulator holds, as it says it itself: listing → answer. */
export async function inventory(proxy: AwsProxy): Promise<Record<string, string>> {
  const answers = await Promise.all(
    listings.map(async ({ name, path, request }) => {
      const response = await fetch(`${proxy.url}${path}`, request);
      if (!response.ok) {
        throw new Error(`${name}: ${response.status} ${await response.text()}`);
      }
      return [name, withoutRequestId(await response.text())];
    }),
  );
  return Object.fromEntries(answers) as Record<string, string>;
}

function withoutRequestId(text: string): string {
  return text.replace(/<(requestId)>[^<]*<\/\1>/i, '');
}

function query(service: string, action: string, version: string, input = {}): Listing {
  return {
    name: `${service} ${action}`,
    path: '/',
    request: {
      method: 'POST',
      headers: signedFor(service),
      body: new URLSearchParams({ Action: action, Version: version, ...input }),
    },
  };
}

function json(service: string, target: string, input: object = {}): Listing {
  return {
    name: `${service} ${target}`,
    path: '/',
    request: {
      method: 'POST',
      headers: {
        ...signedFor(service),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
      },
      body: JSON.stringify(input),
    },
  };
}

function get(service: string, path: string): Listing {
  return { name: `${service} ${path}`, path, request: { headers: signedFor(service) } };
}

/** The part of a signature that says who is called; the emulator looks at no other. */
function signedFor(service: string): Record<string, string> {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=test/20300101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}
