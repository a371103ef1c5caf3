import fc from 'fast-check';
import { scanTemplate } from './template';

test.each([
  ['', []],
  ['plain {text}', [{ kind: 'text', text: 'plain {text}' }]],
  ['${a.b}', [{ kind: 'expression', source: 'a.b' }]],
  [
    'http://${a.b.dns}:80/${c}',
    [
      { kind: 'text', text: 'http://' },
      { kind: 'expression', source: 'a.b.dns' },
      { kind: 'text', text: ':80/' },
      { kind: 'expression', source: 'c' },
    ],
  ],
  ['${~ a.b ~}', [{ kind: 'expression', source: 'a.b' }]],
  ['$${a} %%{if}', [{ kind: 'text', text: '${a} %{if}' }]],
  ['$x %y {z}', [{ kind: 'text', text: '$x %y {z}' }]],
  ['${f({ a = "}" })}', [{ kind: 'expression', source: 'f({ a = "}" })' }]],
  [
    '${f("${g("}")}")}!',
    [
      { kind: 'expression', source: 'f("${g("}")}")' },
      { kind: 'text', text: '!' },
    ],
  ],
  ['${f("\\"}")}', [{ kind: 'expression', source: 'f("\\"}")' }]],
  [
    '%{if a}x%{endif}',
    [
      { kind: 'directive', source: 'if a' },
      { kind: 'text', text: 'x' },
      { kind: 'directive', source: 'endif' },
    ],
  ],
  ['${never closed', [{ kind: 'expression', source: 'never closed' }]],
])('%p', (template, parts) => {
  expect(scanTemplate(template)).toEqual(parts);
});

test('escaped text comes out as it went in', () => {
  const text = fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', 'a') });
  fc.assert(
    fc.property(
      text.filter((candidate) => !/[$%]{2}\{/.test(candidate)),
      (plain) => {
        const escaped = plain.replace(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
        expect(scanTemplate(escaped)).toEqual(plain ? [{ kind: 'text', text: plain }] : []);
      },
    ),
  );
});
