import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { referenceValues } from './reference-values';

const root = mkdtempSync(join(tmpdir(), 'slipway-references-'));
const file = join(root, '.slipway/local/quotes.env');

beforeEach(() => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "DSN='postgres://localhost/quotes'\n# the rest\nRATES=file\n");
});

afterEach(() => {
  delete process.env.RATES;
});

afterAll(() => rmSync(root, { recursive: true }));

test('values come from the file of the service', () => {
  expect(referenceValues(root, 'quotes', ['DSN'])).toEqual({
    values: { DSN: 'postgres://localhost/quotes' },
  });
});

test('the environment of the process comes before the file', () => {
  process.env.RATES = 'environment';
  expect(referenceValues(root, 'quotes', ['RATES'])).toEqual({ values: { RATES: 'environment' } });
});

test('what is missing is told with the places to put it', () => {
  expect(referenceValues(root, 'orders', ['DSN'])).toEqual({
    missing:
      'has no value for DSN, which is a secret or a parameter in AWS: add a line `DSN=…` to ' +
      '.slipway/local/orders.env, which git ignores, or set it before `npm start`',
  });
});

test('a service without secrets needs no file', () => {
  expect(referenceValues(join(root, 'nowhere'), 'quotes', [])).toEqual({ values: {} });
});
