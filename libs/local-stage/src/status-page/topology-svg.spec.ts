import { topologySvg } from './topology-svg';

test('draws a box for each node and a line for each edge, inside the picture', () => {
  const svg = topologySvg({
    nodes: ['a', 'b', 'c'].map((id) => ({ id, kind: 'ALB', label: id, services: [] })),
    edges: [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'c' },
    ],
  });
  expect(svg.match(/<rect /g)).toHaveLength(3);
  expect(svg.match(/<path /g)).toHaveLength(2);
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  for (const [, x, y] of svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)"/g)) {
    expect(Number(x)).toBeGreaterThanOrEqual(0);
    expect(Number(y)).toBeGreaterThanOrEqual(0);
    expect(Number(x) + 190).toBeLessThanOrEqual(Number(width));
    expect(Number(y) + 52).toBeLessThanOrEqual(Number(height));
  }
});

test('what is named is text, whatever it is', () => {
  const label = `"><script>alert('&')</script>`;
  const svg = topologySvg({
    nodes: [{ id: 'a', kind: 'service', label, services: [label] }],
    edges: [],
  });
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;');
});

test('a service leads to its row', () => {
  const svg = topologySvg({
    nodes: [{ id: 'a', kind: 'service', label: 'quotes', services: ['quotes'] }],
    edges: [],
  });
  expect(svg).toContain('href="#service-quotes" aria-label="service quotes"');
});
