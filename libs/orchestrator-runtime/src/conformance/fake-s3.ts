import { createHash } from 'node:crypto';
import { FakeError } from './fake-faults';
import {
  FakeServer,
  type Answer,
  type FakeClientConfig,
  type FakeRequest,
  type Operation,
} from './fake-server';
import { unknownOperation } from './wire';

interface FakeObject {
  body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Amazon S3 on 127.0.0.1 with one bucket: PutObject and GetObject, with the checks that S3 makes of them. */
export class FakeS3 extends FakeServer {
  private readonly objects = new Map<string, FakeObject>();

  private constructor(private readonly bucket: string) {
    super();
  }

  static start(bucket: string): Promise<FakeS3> {
    return new FakeS3(bucket).listen();
  }

  override clientConfig(): FakeClientConfig & { readonly forcePathStyle: true } {
    return { ...super.clientConfig(), forcePathStyle: true };
  }

  keys(): string[] {
    return [...this.objects.keys()];
  }

  /** Changes an object behind everybody's back. */
  corrupt(key: string, body: string): void {
    const object = this.objects.get(key);
    if (!object) throw new Error(`The fake has no object ${key}`);
    object.body = Buffer.from(body);
  }

  /** As a lifecycle rule of the bucket does. */
  expire(key: string): void {
    this.objects.delete(key);
  }

  protected operationOf(request: FakeRequest): Operation {
    const { method, path, headers } = request;
    const [bucket = '', ...rest] = path;
    const key = rest.join('/');
    const input = { bucket, key, headers };
    if (bucket !== this.bucket) {
      const refuse = () => {
        throw new FakeError('NoSuchBucket', 'The specified bucket does not exist', 404);
      };
      return { name: `${method}Object`, input, apply: refuse };
    }
    if (method === 'PUT') return { name: 'PutObject', input, apply: () => this.put(key, request) };
    if (method === 'GET') return { name: 'GetObject', input, apply: () => this.get(key) };
    throw unknownOperation(method);
  }

  protected errorAnswer({ name, message, status }: FakeError): Answer {
    return {
      status,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0"?><Error><Code>${name}</Code><Message>${message}</Message></Error>`,
    };
  }

  private put(key: string, { headers, body }: FakeRequest): Answer {
    const sent = headers['x-amz-checksum-sha256'];
    const sha256 = createHash('sha256').update(body).digest('base64');
    if (sent !== undefined && sent !== sha256) {
      throw new FakeError('BadDigest', 'The checksum did not match the calculated checksum.');
    }
    const kept = Object.entries(headers).filter(
      ([name]) => name.startsWith('x-amz-meta-') || name === 'content-type' || name === 'expires',
    );
    this.objects.set(key, {
      body,
      headers: { ...(Object.fromEntries(kept) as Record<string, string>) },
    });
    return { status: 200, headers: { etag: '"fake"' } };
  }

  private get(key: string): Answer {
    const object = this.objects.get(key);
    if (!object) throw new FakeError('NoSuchKey', 'The specified key does not exist.', 404);
    return { status: 200, headers: object.headers, body: object.body };
  }
}
