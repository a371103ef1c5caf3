import fc from 'fast-check';
import { jsonencodedValue } from './jsonencode';

const document = `\${jsonencode({
  openapi = "3.0.1"
  info    = { title = "shop", version = "1.0" } # of the document
  paths = {
    "/quotes/{id}" = {
      get = {
        parameters : [{ name = "id", in = "path", required = true }],
        x-amazon-apigateway-integration = {
          uri                 = "http://\${aws_lb.main.dns_name}:8080/quotes/{id}"
          connectionId        = aws_api_gateway_vpc_link.main.id # of V1
          timeoutInMillis     = 29000
          credentials         = null // none
          type                = var.mock ? "mock" : "http_proxy"
          requestParameters   = merge({ a = "}" }, local.more)
        }
      }
    }
    (var.path) = {}
  }
  tags = [for name in var.names : { name = name }]
})}`;

test('reads what is written, and keeps what is computed as an expression', () => {
  expect(jsonencodedValue(document)).toEqual({
    openapi: '3.0.1',
    info: { title: 'shop', version: '1.0' },
    paths: {
      '/quotes/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true }],
          'x-amazon-apigateway-integration': {
            uri: 'http://${aws_lb.main.dns_name}:8080/quotes/{id}',
            connectionId: '${aws_api_gateway_vpc_link.main.id}',
            timeoutInMillis: 29000,
            credentials: null,
            type: '${var.mock ? "mock" : "http_proxy"}',
            requestParameters: '${merge({ a = "}" }, local.more)}',
          },
        },
      },
      '${var.path}': {},
    },
    tags: '${[for name in var.names : { name = name }]}',
  });
});

test.each([
  ['${jsonencode("a\\n\\"b\\" \\u00e9")}', 'a\n"b" é'],
  ['${jsonencode("$${stageVariables.host} ${var.x}")}', '$${stageVariables.host} ${var.x}'],
  ['${jsonencode([1, -2.5, 1e3,])}', [1, -2.5, 1000]],
  ['${jsonencode([1\n, 2\n])}', [1, 2]],
  ['${jsonencode({ a = 1, b = 2 })}', { a: 1, b: 2 }],
  ['${jsonencode({})}', {}],
  ['${jsonencode("a" == var.b)}', '${"a" == var.b}'],
  ['${jsonencode([1 + 1, 2])}', ['${1 + 1}', 2]],
  ['${jsonencode(local.document)}', '${local.document}'],
  ['${~ jsonencode(true) ~}', true],
])('%p', (template, value) => {
  expect(jsonencodedValue(template)).toEqual(value);
});

test.each([
  '{"a":1}',
  '${var.body}',
  '${jsonencode({})} ',
  '${jsonencode({}) == var.x}',
  '${yamlencode({})}',
])('%p is not the encoding of one value', (template) => {
  expect(jsonencodedValue(template)).toBeUndefined();
});

test('every JSON value that is written in native syntax is read as it is', () => {
  const written = (value: unknown, separator: string): string => {
    if (Array.isArray(value)) return `[${value.map((one) => written(one, separator)).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return quoted(JSON.stringify(value));
    const entries = Object.entries(value).map(
      ([name, one]) => `${quoted(JSON.stringify(name))} = ${written(one, separator)}`,
    );
    return `{${separator}${entries.join(separator)}${separator}}`;
  };
  const quoted = (json: string) =>
    json
      .replace(/\\b/g, '\\u0008')
      .replace(/\\f/g, '\\u000c')
      .replace(/([$%])\{/g, '$1$1{');
  // As text that is resolved once more, which `$${` stays for.
  const text = fc.string().filter((one) => !/[$%]\{|[$%]$|\\/.test(one));
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      ...[text, fc.integer(), fc.boolean(), fc.constant(null)],
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(json, fc.constantFrom('\n', '\n\n  # and\n'), (value, separator) => {
      const template = `\${jsonencode(${written(value, separator)})}`;
      expect(jsonencodedValue(template)).toEqual(value);
    }),
  );
});

test('every text is read to an end', () => {
  const piece = fc.constantFrom(...'{}[]()=:,"#/*\n a1.$%\\', '${', 'for ', 'null', '//');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      jsonencodedValue(`\${jsonencode(${pieces.join('')})}`);
    }),
    { numRuns: 2_000 },
  );
});
