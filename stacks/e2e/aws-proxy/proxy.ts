import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsCall, type AwsAnswer, type AwsCall } from './aws-call';
import { isFor, type Correction, type Send } from './correction';

/** Headers that belong to one connection. */
const ownHeaders = new Set(['connection', 'expect', 'keep-alive', 'transfer-encoding']);

/** A running proxy in front of an emulator. */
export interface AwsProxy {
  readonly url: string;
  /** Corrections that answered at least once, by their `call`. */
  readonly used: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1, answers what a correction is for and passes on the rest. */
export async function startProxy(
  emulator: string,
  corrections: readonly Correction[],
): Promise<AwsProxy> {
  const used = new Set<string>();
  const send = sendTo(emulator);
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      let answer: AwsAnswer;
      try {
        const body = await bytesOf(incoming);
        const { method = 'GET', url = '/', headers } = incoming;
        const call = awsCall(method, url, headers, body);
        const correction = corrections.find((candidate) => isFor(candidate, call));
        if (correction !== undefined) {
          used.add(correction.call);
        }
        answer = await (correction === undefined ? send(call) : correction.answer(call, send));
      } catch (error) {
        answer = { status: 500, headers: {}, body: Buffer.from(String(error)) };
      }
      // The answer to HEAD has the length of a body that it does not have.
      const length = incoming.method === 'HEAD' ? {} : { 'content-length': answer.body.length };
      outgoing.writeHead(answer.status, { ...answer.headers, ...length });
      outgoing.end(answer.body);
    })();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    used,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function sendTo(emulator: string): Send {
  return ({ method, url, headers, body }: AwsCall) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        new URL(url, emulator),
        { method, headers: { ...passedOn(headers), 'content-length': String(body.length) } },
        (incoming) => {
          bytesOf(incoming).then(
            (bytes) =>
              resolve({
                status: incoming.statusCode ?? 500,
                headers: passedOn(incoming.headers),
                body: bytes,
              }),
            reject,
          );
        },
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });
}

function passedOn(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ownHeaders.has(name) ? [] : [[name, [value].flat().join(', ')]],
    ),
  );
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
