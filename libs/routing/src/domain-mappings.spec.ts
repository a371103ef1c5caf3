import { enterDomain } from './domain-mappings';
import type { DomainMapping } from './route-table';

const mapping = (domainName: string, basePath: string): DomainMapping => {
  return { domainName, basePath, restApi: `${domainName}/${basePath}`, apiStage: 'dev' };
};
const mappings = [
  mapping('a.example.com', 'shop'),
  mapping('a.example.com', 'shop/v2'),
  mapping('*.example.com', ''),
];

// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
test.each<[host: string | undefined, path: string, restApi: string | undefined, rest: string]>([
  ['a.example.com', '/shop', 'a.example.com/shop', '/'],
  ['a.example.com', '/shop/x/', 'a.example.com/shop', '/x/'],
  ['A.example.com:443', '//shop/v2/x', 'a.example.com/shop/v2', '/x'],
  ['b.example.com', '/shop', '*.example.com/', '/shop'],
])('%s%s is %s%s', (host, path, restApi, rest) => {
  expect(enterDomain(mappings, host, path)).toMatchObject({ mapping: { restApi }, path: rest });
});

test.each([['/'], ['/shopping'], ['/v2/shop']])('a.example.com has nothing for %s', (path) => {
  expect(enterDomain(mappings, 'a.example.com', path)).toEqual({ unmappedDomain: 'a.example.com' });
});

test.each([[undefined], ['example.com'], ['a.b.example.com'], ['other.net']])(
  '%s is no custom domain',
  (host) => {
    expect(enterDomain(mappings, host, '/shop')).toBeUndefined();
  },
);
