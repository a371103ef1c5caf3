import { Graph, layout } from '@dagrejs/dagre';
import { escapeText } from './escape-text';
import type { Topology, TopologyNode } from './topology';

const width = 190;
const height = 52;

/** Characters of a name that a box has room for. */
const longestLabel = 24;

/** The picture as an SVG element; what it says of services is filled in while the page is open. */
export function topologySvg({ nodes, edges }: Topology): string {
  const graph = new Graph()
    .setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 56, marginx: 8, marginy: 8 })
    .setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { width, height });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const { width: wide = 0, height: high = 0 } = graph.graph() as {
    width?: number;
    height?: number;
  };
  const paths = edges.map(({ from, to }) => {
    const { points } = graph.edge({ v: from, w: to }) as { points: readonly Point[] };
    return `<path class="edge" d="${pathOf(points)}"/>`;
  });
  const boxes = nodes.map((node) => box(node, graph.node(node.id) as Point));
  const size = `viewBox="0 0 ${round(wide)} ${round(high)}" width="${round(wide)}" height="${round(high)}"`;
  return (
    `<svg id="picture" ${size} role="group" aria-label="Ways of a request, from the API to the tasks">` +
    `${paths.join('')}${boxes.join('')}</svg>`
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function pathOf(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`)
    .join('');
}

/** A box with a name and a second line; that of a service leads to its row. */
function box({ kind, label, services }: TopologyNode, { x, y }: Point): string {
  const title = `${kind} ${label}`;
  const shown = label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;
  const inner =
    `<title>${escapeText(title)}</title>` +
    `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${height}" rx="6"/>` +
    `<text class="name" x="${round(x)}" y="${round(y - 5)}">${escapeText(kind === 'tasks' ? 'tasks' : shown)}</text>` +
    `<text class="detail" x="${round(x)}" y="${round(y + 14)}">${escapeText(kind)}</text>`;
  const names = escapeText(services.join(' '));
  const attributes = `class="node" data-kind="${escapeText(kind)}" data-services="${names}"`;
  const isRow = kind === 'service' || kind === 'function';
  return isRow
    ? `<a ${attributes} href="#service-${escapeText(label)}" aria-label="${escapeText(title)}">${inner}</a>`
    : `<g ${attributes}>${inner}</g>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
