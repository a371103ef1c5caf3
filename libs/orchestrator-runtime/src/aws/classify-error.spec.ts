import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { errorClasses } from '../classified-error';
import { classifyError, errorRowOf } from './classify-error';
import { errorTable } from './error-table';
import { recordedErrors, type RecordedError } from './recorded-errors';

function thrown({ name, code, message, status }: RecordedError): Error {
  return Object.assign(new Error(message), {
    name,
    code,
    ...(status !== undefined && { $metadata: { httpStatusCode: status } }),
  });
}

describe('classifyError', () => {
  test.each(recordedErrors.map((recorded) => [recorded.row, recorded.message, recorded] as const))(
    '%s: %s',
    (row, message, recorded) => {
      const error = thrown(recorded);
      expect(errorRowOf(error)?.id).toBe(row);
      const expected = errorTable.find(({ id }) => id === row);
      expect(classifyError(error)).toEqual({
        class: expected?.class,
        code: recorded.code ?? recorded.name,
        message,
        startMayHaveHappened: expected?.startMayHaveHappened,
      });
    },
  );

  test('every row has an id of its own, a string that it decides, and a source', () => {
    const ids = errorTable.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !recordedErrors.some(({ row }) => row === id))).toEqual([]);
    for (const { source, class: errorClass } of errorTable) {
      expect(source).toMatch(/^https:\/\//);
      expect(errorClasses).toContain(errorClass);
    }
  });

  test('failure mode 7: a throttle inside InvalidParameterException is transient', () => {
    const error = Object.assign(
      new Error(
        'Error retrieving subnet information for [subnet-1]: Rate exceeded (ErrorCode: Throttling)',
      ),
      { name: 'InvalidParameterException', $metadata: { httpStatusCode: 400 } },
    );
    expect(classifyError(error)).toMatchObject({ class: 'transient', startMayHaveHappened: false });
  });

  test('failure mode 18: too many concurrent registrations of a task definition are transient', () => {
    const error = Object.assign(
      new Error('Too many concurrent attempts to create a new revision of the specified family.'),
      { name: 'ClientException', $metadata: { httpStatusCode: 400 } },
    );
    expect(classifyError(error)).toMatchObject({ class: 'transient', startMayHaveHappened: false });
  });

  test('what no row knows may have started something', () => {
    expect(classifyError(new Error('what?'))).toEqual({
      class: 'unknown',
      code: 'Error',
      message: 'what?',
      startMayHaveHappened: true,
    });
    for (const value of [undefined, null, 'text', 7]) {
      expect(classifyError(value)).toMatchObject({ class: 'unknown', message: String(value) });
    }
  });

  describe('of the real client', () => {
    test.each([
      [
        'a Retry-After header',
        503,
        { 'retry-after': '7' },
        { class: 'transient', retryAfterMs: 7_000 },
      ],
      [
        'an unauthorized answer',
        400,
        { 'x-amzn-errortype': 'AccessDeniedException' },
        { class: 'auth' },
      ],
    ])('%s', async (_, status, headers, expected) => {
      const server = createServer((_request, response) => {
        response.writeHead(status, { ...headers, 'content-type': 'application/x-amz-json-1.1' });
        response.end('{"message":"no"}');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const client = new ECSClient({
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        region: 'eu-west-1',
        credentials: { accessKeyId: 'fake', secretAccessKey: 'fake' },
        maxAttempts: 1,
      });
      const error: unknown = await client.send(new ListTasksCommand({})).catch((e: unknown) => e);
      expect(classifyError(error)).toMatchObject(expected);
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    });

    test('a refused connection started nothing, a reset one may have', async () => {
      const server = createServer((request) => request.socket.resetAndDestroy());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const client = new ECSClient({
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        region: 'eu-west-1',
        credentials: { accessKeyId: 'fake', secretAccessKey: 'fake' },
        maxAttempts: 1,
      });
      const reset: unknown = await client.send(new ListTasksCommand({})).catch((e: unknown) => e);
      expect(classifyError(reset)).toMatchObject({
        class: 'transient',
        code: 'ECONNRESET',
        startMayHaveHappened: true,
      });
      await new Promise((resolve) => server.close(resolve));
      const refused: unknown = await client.send(new ListTasksCommand({})).catch((e: unknown) => e);
      expect(classifyError(refused)).toMatchObject({
        class: 'transient',
        code: 'ECONNREFUSED',
        startMayHaveHappened: false,
      });
      client.destroy();
    });
  });
});
