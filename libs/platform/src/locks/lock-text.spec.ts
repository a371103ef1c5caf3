import { formatImageLock, parseImageLock, withImage } from './image-lock';
import { formatPlacementLock, parsePlacementLock } from './placement-lock';

const file = 'stacks/locks/dev.placement.json';
const text = `{ "version": 1
,"orders": {"shard":2,"priority":30001,"apiGroup":1}
,"quotes": {"shard":1,"priority":41234,"apiGroup":1}
,"tenants": {"apiGroup":1}
}
`;
const digest = `sha256:${'0a'.repeat(32)}`;

/** What the parser says: rule, line and message of each finding. */
function complaints(lines: string): string[] {
  return parsePlacementLock(file, lines).findings.map(({ rule, position, message }) =>
    [rule, position.line, message].join(' '),
  );
}

describe('a placement lock', () => {
  it('is read line by line, and written as it was', () => {
    const { lock, findings } = parsePlacementLock(file, text);
    expect(findings).toEqual([]);
    expect(lock.entries.get('quotes')).toEqual({
      value: { slot: { shard: 1, priority: 41234 }, apiGroup: 1 },
      line: 3,
    });
    expect(lock.entries.get('tenants')?.value).toEqual({ apiGroup: 1 });
    expect(formatPlacementLock(lock)).toBe(text);
  });

  it('is JSON', () => {
    expect(JSON.parse(text)).toMatchObject({ version: 1, tenants: { apiGroup: 1 } });
  });

  it('is written in the order of names, whatever order it is read in', () => {
    const [first = '', ...lines] = text.trimEnd().split('\n');
    const shuffled = [first, ...lines.slice(0, -1).reverse(), '}', ''].join('\n');
    expect(formatPlacementLock(parsePlacementLock(file, shuffled).lock)).toBe(text);
  });

  it.each([
    ['Windows line ends', text.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${text}`],
    ['empty lines', text.replaceAll('\n', '\n\n')],
    ['no line end at its end', text.trimEnd()],
    ['equal lines', text.replace(/(,"quotes".*\n)/, '$1$1')],
    [
      'a header and an end from both sides',
      text.replace(/(\{ "version": 1\n)/, '$1$1').concat('}\n'),
    ],
  ])('may have %s', (_, variant) => {
    const { lock, findings } = parsePlacementLock(file, variant);
    expect(findings).toEqual([]);
    expect(formatPlacementLock(lock)).toBe(text);
  });

  it('may hold services that are called like members of objects', () => {
    const { lock } = parsePlacementLock(file, text.replace('"quotes"', '"constructor"'));
    expect([...lock.entries.keys()]).toEqual(['orders', 'constructor', 'tenants']);
  });
});

describe('a broken line', () => {
  it.each([
    ['{"shard":1,"priority":2', 'is not the line of a service'],
    [',"quotes" {"shard":1}', 'is not the line of a service'],
    ['"quotes": {"apiGroup":1},', 'is not the line of a service'],
    [',"a": {"apiGroup":1},"b": {"apiGroup":1}', 'is not the line of a service'],
    [',', 'is not the line of a service'],
    [',"Quotes/1": {"apiGroup":1}', 'is not the line of a service'],
    [',"__proto__": {"apiGroup":1}', 'is not the line of a service'],
  ])('%s is found, and the other lines are read', (line, message) => {
    const { lock, findings } = parsePlacementLock(file, text.replace('}\n}', `}\n${line}\n}`));
    expect(findings).toMatchObject([{ rule: 'SLP2004', position: { file, line: 5, column: 1 } }]);
    expect(findings[0]?.message).toContain(message);
    expect(lock.entries.size).toBe(3);
  });

  it('does not fill the screen', () => {
    expect(complaints(text.replace(',"quotes"', 'x'.repeat(10_000)))[0]).toHaveLength(
      'SLP2004 3 `… is not the line of a service`'.length + 60,
    );
  });
});

test.each([
  [
    'an empty file',
    '',
    [
      'SLP2003 1 the file begins with ``, not with a version',
      'SLP2004 1 the file ends with ``: it was cut off',
    ],
  ],
  [
    'a file of another version',
    text.replace('1', '2'),
    ['SLP2003 1 the file has version 2, and this slipway knows version 1'],
  ],
  [
    'a file without its first line',
    text.replace(/.*\n/, ''),
    [
      'SLP2003 1 the file begins with `,"orders": {"shard":2,"priority":30001,"apiGroup":1}`, not with a version',
    ],
  ],
  [
    'a file that was cut off',
    text.replace('}\n}', '}'),
    ['SLP2004 4 the file ends with `,"tenants": {"apiGroup":1}`: it was cut off'],
  ],
])('%s', (_, lines, expected) => {
  expect(complaints(lines)).toEqual(expected);
});

describe('what a merge can leave', () => {
  const conflicted = text.replace(
    ',"quotes"',
    '<<<<<<< HEAD\n,"a": {"apiGroup":1}\n=======\n,"b": {"apiGroup":1}\n>>>>>>> main\n,"quotes"',
  );

  it('markers of a conflict are one finding', () => {
    expect(complaints(conflicted)).toEqual([
      'SLP2002 3 the file has a merge conflict: `<<<<<<< HEAD`',
    ]);
  });

  it('two lines for a service are one finding, unless they say the same', () => {
    const twice = text.replace(
      '}\n}',
      '}\n,"orders": {"shard":1,"priority":30001,"apiGroup":1}\n}',
    );
    expect(complaints(twice)).toEqual(['SLP2005 5 line 2 says something else about orders']);
  });
});

test.each([
  '1',
  'null',
  '"x"',
  '[]',
  '{}',
  '{"shard":1,"apiGroup":1}',
  '{"priority":1,"apiGroup":1}',
  '{"shard":1,"priority":2}',
  '{"shard":0,"priority":2,"apiGroup":1}',
  '{"shard":1,"priority":-2,"apiGroup":1}',
  '{"shard":1.5,"priority":2,"apiGroup":1}',
  '{"shard":"1","priority":2,"apiGroup":1}',
  '{"apiGroup":1,"port":80}',
])('%s is no placement', (value) => {
  const { lock, findings } = parsePlacementLock(file, `{ "version": 1\n,"quotes": ${value}\n}\n`);
  expect(findings).toMatchObject([
    {
      rule: 'SLP2006',
      position: { line: 2 },
      message: `the entry of quotes is not a placement: \`${value}\``,
    },
  ]);
  expect(lock.entries.size).toBe(0);
});

describe('an image lock', () => {
  const images = `{ "version": 1
,"orders": {"arm64":"${digest}","x86_64":"${digest}"}
,"quotes": {"arm64":"${digest}"}
}
`;
  const { lock } = parseImageLock('stacks/locks/dev.images.json', images);

  it('is read line by line, and written as it was', () => {
    expect(lock.entries.get('quotes')?.value).toEqual({ arm64: digest });
    expect(formatImageLock(lock)).toBe(images);
  });

  it('takes a digest for one architecture and keeps the one for the other', () => {
    const other = `sha256:${'1'.repeat(64)}`;
    const changed = withImage(withImage(lock, 'quotes', 'x86_64', other), 'assets', 'arm64', other);
    expect(formatImageLock(changed).split('\n')).toEqual([
      '{ "version": 1',
      `,"assets": {"arm64":"${other}"}`,
      `,"orders": {"arm64":"${digest}","x86_64":"${digest}"}`,
      `,"quotes": {"arm64":"${digest}","x86_64":"${other}"}`,
      '}',
      '',
    ]);
    expect(formatImageLock(lock)).toBe(images);
  });

  it.each([
    '{}',
    '"x"',
    'null',
    '{"arm64":"latest"}',
    '{"arm64":"sha256:12"}',
    '{"arm64":null}',
    `{"riscv":"${digest}"}`,
  ])('does not take %s', (value) => {
    const { findings } = parseImageLock('images', `{ "version": 1\n,"quotes": ${value}\n}\n`);
    expect(findings).toMatchObject([{ rule: 'SLP2006', position: { file: 'images', line: 2 } }]);
  });
});
