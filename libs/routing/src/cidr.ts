import { BlockList, isIP } from 'node:net';

/** Whether an address is in a block: `10.0.0.0/8`, `2001:db8::/32`. False for what is no address or block. */
export function containsAddress(block: string, address: string): boolean {
  const [network = '', length = ''] = block.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(address) !== family) return false;
  const list = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, Number(length), kind);
  return list.check(address, kind);
}

/** Whether a block has every address there is. */
export function isEveryAddress(block: string): boolean {
  return /\/0$/.test(block);
}

/** Whether every address of a block is in another one. */
export function containsBlock(outer: string, inner: string): boolean {
  const [network = '', length = ''] = inner.split('/');
  const [, outerLength = ''] = outer.split('/');
  return Number(outerLength) <= Number(length) && containsAddress(outer, network);
}
