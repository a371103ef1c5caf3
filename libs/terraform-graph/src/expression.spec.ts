import { traversalOf, traversalsIn } from './expression';

test.each([
  ['aws_lb.main', ['aws_lb', 'main']],
  ['aws_lb.main-1.arn', ['aws_lb', 'main-1', 'arn']],
  ['data.aws_vpc.default.id', ['data', 'aws_vpc', 'default', 'id']],
  ['a.b[0].c["k k"].1.d', ['a', 'b', 0, 'c', 'k k', 1, 'd']],
])('%s is one traversal', (source, traversal) => {
  expect(traversalOf(source)).toEqual(traversal);
});

test.each([
  'f(a.b)',
  'a.b + 1',
  'a.b[*].c',
  'a.*.c',
  'a.b[c.d]',
  '"text"',
  '1',
  'true',
  'a ? b : c',
  '',
])('%s is not', (source) => {
  expect(traversalOf(source)).toBeUndefined();
});

test.each([
  ['no reference', []],
  ['${aws_lb.a.arn}/${aws_lb.b.dns_name}', ['aws_lb.a.arn', 'aws_lb.b.dns_name']],
  ['${join(",", aws_subnet.a[*].id)}', ['aws_subnet.a']],
  ['${element(aws_subnet.a.*.id, 0)}', ['aws_subnet.a']],
  ['${sha1(jsonencode({ arn = aws_lb.a.arn, "key" : var.x }))}', ['aws_lb.a.arn', 'var.x']],
  ['${{ a : aws_lb.a.arn, b : var.b }}', ['aws_lb.a.arn', 'var.b']],
  ['${var.on ? aws_lb.a.arn : aws_lb.b.arn}', ['var.on', 'aws_lb.a.arn', 'aws_lb.b.arn']],
  ['${"a-${aws_lb.a.name}-b"}', ['aws_lb.a.name']],
  ['${[for s in aws_subnet.a : s.id if s.zone != "x"]}', ['aws_subnet.a']],
  ['${{ for k, v in var.tags : k => upper("${v.name}") }}', ['var.tags']],
  ['${[for s in var.a : s.id]}${s.t.id}', ['var.a', 's.t.id']],
  ['${concat([for s in var.a : s.id], s.t.id)}', ['var.a', 's.t.id']],
  ['${aws_lb.a[aws_x.y.i].arn}', ['aws_lb.a', 'aws_x.y.i']],
  ['${aws_lb.a.arn == null || 1.5e3 > 2}', ['aws_lb.a.arn']],
  ['%{ if aws_lb.a.internal }x%{ endif }', ['aws_lb.a.internal']],
])('references of %s', (template, references) => {
  expect(traversalsIn(template).map((traversal) => traversal.join('.'))).toEqual(references);
});
