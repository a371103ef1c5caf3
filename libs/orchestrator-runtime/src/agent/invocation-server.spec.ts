import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { invocationServer } from './invocation-server';

test('a caller that hangs up in the middle of its request ends nobody at work', async () => {
  const errors: Error[] = [];
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  let failed: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => (failed = resolve));
  const server = invocationServer(
    () => Promise.resolve(),
    (error) => {
      errors.push(error);
      failed();
    },
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /invocations HTTP/1.1\r\nhost: agent\r\ncontent-length: 100\r\n\r\n{"env');
  await once(server, 'request');
  socket.destroy();
  await heard;
  expect(errors).toMatchObject([{ code: 'ECONNRESET' }]);
  const ping = await fetch(`http://127.0.0.1:${port}/ping`);
  expect(await ping.json()).toMatchObject({ status: 'Healthy' });
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});
