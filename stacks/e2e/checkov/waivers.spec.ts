import { join, resolve } from 'node:path';
import { judge, readWaivers, waiversIn, type Waiver } from './waivers';

const finding = {
  check: 'CKV_AWS_91',
  title: 'Ensure access logging',
  plan: 'default-vpc.e2e-networking',
  resource: 'aws_lb.network_ingress_nlb_balancer_0A1B2C3D',
};
const waiver: Waiver = {
  at: 'a.ts:2',
  check: 'CKV_AWS_91',
  resources: 'aws_lb.*_nlb_*',
  reason: 'there are none',
  owner: 'platform-team',
  until: '2027-06-30',
};

it('reads the comments that begin as waivers, over several lines', () => {
  const text = `const a = 1;
// checkov CKV_AWS_91 aws_lb.*_nlb_*: there
// are none (platform-team, until 2027-06-30)
// checkov CKV2_AWS_20 aws_lb.*: TLS ends before it (edge, until 2027-01-01)
const b = 2;
// Runs checkov.`;
  expect(waiversIn('a.ts', text)).toEqual([
    { ...waiver, reason: 'there are none' },
    {
      at: 'a.ts:4',
      check: 'CKV2_AWS_20',
      resources: 'aws_lb.*',
      reason: 'TLS ends before it',
      owner: 'edge',
      until: '2027-01-01',
    },
  ]);
});

it.each([
  ['reason', 'checkov CKV_AWS_91 aws_lb.*: (edge, until 2027-01-01)'],
  ['owner', 'checkov CKV_AWS_91 aws_lb.*: TLS ends before it (until 2027-01-01)'],
  ['date', 'checkov CKV_AWS_91 aws_lb.*: TLS ends before it (edge)'],
  ['resource', 'checkov CKV_AWS_91: TLS ends before it (edge, until 2027-01-01)'],
])('refuses a waiver without a %s', (_, comment) => {
  expect(() => waiversIn('a.ts', `// ${comment}`)).toThrow(/^a\.ts:1: a waiver looks like/);
});

it('takes a waiver that holds, up to its last day', () => {
  expect(judge([finding], [waiver], '2027-06-30')).toEqual([]);
});

it.each([
  ['there is none', []],
  ['it is for another check', [{ ...waiver, check: 'CKV_AWS_92' }]],
  ['it is for another resource', [{ ...waiver, resources: 'aws_lb.*_alb_*' }]],
  ['its pattern is a part of the address only', [{ ...waiver, resources: 'aws_lb.network' }]],
])('names a finding without a waiver: %s', (_, waivers) => {
  expect(judge([finding], waivers, '2027-01-01')).toContain(
    'CKV_AWS_91 aws_lb.network_ingress_nlb_balancer_0A1B2C3D (default-vpc.e2e-networking): Ensure access logging',
  );
});

it('names a waiver that is not needed', () => {
  expect(judge([], [waiver], '2027-01-01')).toEqual([
    'a.ts:2: nothing fails CKV_AWS_91 at aws_lb.*_nlb_*',
  ]);
});

it('names a waiver that has expired, though it is needed', () => {
  expect(judge([finding], [waiver], '2027-07-01')).toEqual([
    'a.ts:2: CKV_AWS_91 expired on 2027-06-30, ask platform-team',
  ]);
});

it('can read every waiver of the constructs', () => {
  const root = resolve(__dirname, '../../..');
  const waivers = readWaivers(root, 'libs/constructs/src');
  expect(waivers.length).toBeGreaterThan(0);
  for (const { at } of waivers) expect(join(root, at)).toMatch(/\.ts:\d+$/);
});
