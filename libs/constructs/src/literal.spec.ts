import { literal } from './literal';

describe('literal', () => {
  it.each([
    ['plain $5 and 10%', 'plain $5 and 10%'],
    ['${name}', '$${name}'],
    ['%{if}', '%%{if}'],
    ['${a}${b}%{c}', '$${a}$${b}%%{c}'],
  ])('writes %s as %s', (text, written) => {
    expect(literal(text)).toBe(written);
  });
});
