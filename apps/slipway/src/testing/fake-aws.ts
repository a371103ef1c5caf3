import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as AWS would see it: `sts GetCallerIdentity`, `ecr DescribeImages`, `s3 HEAD /bucket`. */
export interface AwsCall {
  readonly operation: string;
  readonly body: string;
  /** Whose credentials signed it. */
  readonly accessKeyId: string;
}

export interface AwsAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the server answers, by operation; without an entry it answers 501. */
export type AwsAnswers = Record<string, (call: AwsCall) => AwsAnswer>;

/** A local HTTP server that the real SDK talks to; it records every call. */
export class FakeAws {
  readonly calls: AwsCall[] = [];
  private constructor(
    private readonly server: Server,
    readonly answers: AwsAnswers,
  ) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async listen(answers: AwsAnswers): Promise<FakeAws> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeAws(server, answers);
  }

  /** Variables that lead the SDK here, with credentials that are nobody's. */
  get env(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  /** The operations called, in order. */
  get operations(): string[] {
    return this.calls.map(({ operation }) => operation);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const call = { operation: operationOf(request, body), body, accessKeyId: signerOf(request) };
    this.calls.push(call);
    const {
      status = 200,
      headers = {},
      body: text = '',
    } = this.answers[call.operation]?.(call) ?? {
      status: 501,
    };
    response.writeHead(status, headers).end(text);
  }
}

function operationOf({ method, url = '', headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return `ecr ${target.split('.').at(-1)}`;
  const action = new URLSearchParams(body).get('Action');
  return action ? `sts ${action}` : `s3 ${method} ${url.split(/\/?\?|\/$/)[0]}`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html */
function signerOf({ headers }: IncomingMessage): string {
  return /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** The answer of STS for credentials of an account. */
export function identityOf(account: string): AwsAnswer {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
      <Arn>arn:aws:iam::${account}:user/tester</Arn><UserId>AIDA</UserId><Account>${account}</Account>
      </GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  };
}

/** An answer in the JSON protocol, as ECR speaks it. */
export function json(body: object): AwsAnswer {
  return { headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

/** An error in the JSON protocol. */
export function jsonError(type: string, message: string): AwsAnswer {
  return { ...json({ __type: type, message }), status: 400 };
}
