import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { quantities, writeReport } from './report';

let pricing: Server;
let url: string;
/** Quantity from which product-pricing fails. */
let brokenFrom: number;

beforeEach(async () => {
  brokenFrom = Infinity;
  pricing = createServer((request, response) => {
    const quantity = Number(/^\/prices\?quantity=(\d+)$/.exec(request.url ?? '')?.[1]);
    const price = { product: 'rope', quantity, discountPercent: 5, total: 100 * quantity };
    if (quantity >= brokenFrom) response.writeHead(503).end();
    else response.end(JSON.stringify({ prices: [price] }));
  });
  await once(pricing.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(pricing.address() as AddressInfo).port}`;
});

afterEach(() => {
  pricing.closeAllConnections();
  pricing.close();
});

test('lists every product at every quantity', async () => {
  const lines: string[] = [];
  await writeReport(url, (line) => lines.push(line));
  expect(lines).toEqual([
    'product,quantity,discount_percent,total_cents',
    ...quantities.map((quantity) => `rope,${quantity},5,${100 * quantity}`),
  ]);
});

test('says that product-pricing failed, after what it knew', async () => {
  brokenFrom = 100;
  const lines: string[] = [];
  await expect(writeReport(url, (line) => lines.push(line))).rejects.toThrow(
    'product-pricing answered 503',
  );
  expect(lines).toHaveLength(3);
});
