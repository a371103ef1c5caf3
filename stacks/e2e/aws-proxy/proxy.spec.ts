import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formOf, withForm, withText } from './aws-call';
import type { Correction } from './correction';
import { startProxy, type AwsProxy } from './proxy';

let emulator: Server;
let proxy: AwsProxy | undefined;

beforeEach(async () => {
  emulator = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      response.setHeader('x-amzn-requestid', 'r1');
      response.end(`${request.method} ${request.url} ${body}`);
    });
  });
  await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await proxy?.close();
  await new Promise((resolve) => emulator.close(resolve));
});

async function started(...corrections: Correction[]): Promise<AwsProxy> {
  const { port } = emulator.address() as AddressInfo;
  proxy = await startProxy(`http://127.0.0.1:${port}`, corrections);
  return proxy;
}

const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20300101/us-east-1/${service}/aws4_request, SignedHeaders=host`,
});

const form = (service: string, fields: Record<string, string>) => ({
  method: 'POST',
  headers: signedFor(service),
  body: new URLSearchParams(fields),
});

const answered: Correction = {
  call: 'ec2 CreateFlowLogs',
  answer: async (call, send) => {
    const fields = formOf(call);
    fields.set('Added', '1');
    const answer = await send(withForm(call, fields));
    return withText(answer, `corrected ${answer.body.toString()}`);
  },
};

it('passes on what no correction is for', async () => {
  const { url, used } = await started(answered);
  const response = await fetch(url, form('ec2', { Action: 'DescribeVpcs' }));
  expect(await response.text()).toBe('POST / Action=DescribeVpcs');
  expect(response.headers.get('x-amzn-requestid')).toBe('r1');
  expect([...used]).toEqual([]);
});

it('tells calls of the same name apart by the service they are signed for', async () => {
  const { url } = await started(answered);
  const response = await fetch(url, form('other', { Action: 'CreateFlowLogs' }));
  expect(await response.text()).toBe('POST / Action=CreateFlowLogs');
});

it('lets a correction change call and answer, and notes that it did', async () => {
  const { url, used } = await started(answered);
  const response = await fetch(url, form('ec2', { Action: 'CreateFlowLogs' }));
  expect(await response.text()).toBe('corrected POST / Action=CreateFlowLogs&Added=1');
  expect([...used]).toEqual(['ec2 CreateFlowLogs']);
});

it('finds JSON calls by their target and REST calls by method and path', async () => {
  const text = (call: string, content: string): Correction => ({
    call,
    answer: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(content) }),
  });
  const { url } = await started(
    text('ecs CreateService', 'by target'),
    text('apigateway GET /vpclinks/{id}', 'by path'),
  );
  const target = { ...signedFor('ecs'), 'x-amz-target': 'AmazonEC2ContainerService.CreateService' };
  const byTarget = await fetch(url, { method: 'POST', headers: target, body: '{}' });
  expect(await byTarget.text()).toBe('by target');
  const get = (path: string) => fetch(`${url}${path}`, { headers: signedFor('apigateway') });
  expect(await (await get('/vpclinks/a1?x=1')).text()).toBe('by path');
  expect(await (await get('/vpclinks')).text()).toBe('GET /vpclinks ');
});

it('answers 500 with the reason where a correction fails', async () => {
  const failing: Correction = {
    call: 'ec2 CreateFlowLogs',
    answer: () => Promise.reject(new Error('no role')),
  };
  const { url } = await started(failing);
  const response = await fetch(url, form('ec2', { Action: 'CreateFlowLogs' }));
  expect(response.status).toBe(500);
  expect(await response.text()).toContain('no role');
});
