import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/**
 * As many different ports as asked for, free on the loopback address at this moment. They are held
 * together until all are known, so that no two are the same.
 */
export async function freePorts(count: number): Promise<number[]> {
  const holders = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(holders.map((holder) => once(holder, 'listening')));
  const ports = holders.map((holder) => (holder.address() as AddressInfo).port);
  await Promise.all(holders.map((holder) => once(holder.close(), 'close')));
  return ports;
}
