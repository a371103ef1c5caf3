import {
  closedVpc,
  defaultVpc,
  functionService,
  httpService,
  sampleStage,
} from '../testing/samples';
import { endpointNeeds } from './endpoint-needs';
import { endpointFindings } from './network-findings';
import { stageEndpoints } from './stage-endpoints';

const services = [httpService('quotes'), functionService('mailer')];

describe('a network without NAT gateways', () => {
  it('has the endpoints that every task starts by, and those of the stage file', () => {
    expect(stageEndpoints(closedVpc('sts', 'logs', 'dynamodb'))).toEqual({
      gateways: ['s3', 'dynamodb'],
      interfaces: ['ecr.api', 'ecr.dkr', 'logs', 'sts'],
    });
  });

  it('has all that a service without secrets, parameters and traces needs', () => {
    const closed = sampleStage({ network: closedVpc() });
    expect(endpointFindings(closed, endpointNeeds(services))).toEqual([]);
  });

  it('is told of every endpoint that it lacks at once', () => {
    const [service = httpService('quotes')] = services;
    const closed = sampleStage({ network: closedVpc() });
    const findings = endpointFindings(closed, [{ service, needs: ['sessions', 'parameters'] }]);
    expect(findings.map(({ message }) => /by (\w+),/.exec(message)?.[1])).toEqual([
      'ssmmessages',
      'ssm',
    ]);
    for (const { fix } of findings) expect(fix).toContain('`endpoints: [ssm, ssmmessages]`');
  });
});

it('a network with NAT gateways has the endpoints of the stage file only', () => {
  const network = { ...closedVpc('secretsmanager'), natGateways: 'single' as const };
  expect(stageEndpoints(network)).toEqual({ gateways: ['s3'], interfaces: ['secretsmanager'] });
  const open = sampleStage({ network });
  const [service = httpService('quotes')] = services;
  expect(endpointFindings(open, [{ service, needs: ['secrets'] }])).toEqual([]);
});

it('the network of others gets none', () => {
  expect(stageEndpoints(defaultVpc)).toEqual({ gateways: [], interfaces: [] });
});

it('a task needs the endpoint of each thing that ECS reads or opens for it', () => {
  const { container } = httpService('quotes');
  const service = httpService('quotes', {
    container: { ...container, exec: true },
    secrets: { DSN: 'quotes/db' },
    parameters: { RATES: '/quotes/rates' },
  });
  expect(endpointNeeds([service])).toEqual([
    { service, needs: ['image', 'logs', 'secrets', 'parameters', 'sessions'] },
  ]);
});

it('functions need nothing of the network', () => {
  const needs = endpointNeeds(services).map(({ service, needs: of }) => [service.name, ...of]);
  expect(needs).toEqual([['quotes', 'image', 'logs'], ['mailer']]);
});
