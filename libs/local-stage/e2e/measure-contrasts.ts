/** How well text and the edges of boxes stand out: 1 for not at all, 21 for black on white. */
export interface Contrasts {
  /** 0 for black, 1 for white. */
  readonly pageLuminance: number;
  readonly texts: readonly Contrast[];
  readonly edges: readonly Contrast[];
}

interface Contrast {
  readonly text: string;
  readonly ratio: number;
}

/**
 * Measures the page that is shown, as WCAG does, and returns `Contrasts`. It is text because it runs in
 * the browser. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export const measureContrasts = `(() => {
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratioOf = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = (element) => {
    const box = element.closest('.node')?.querySelector('rect');
    if (box) return getComputedStyle(box).fill;
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const page = getComputedStyle(document.body).backgroundColor;
  const isShown = (element) => element.getClientRects().length > 0 && element.tagName !== 'title';
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const texts = [...document.body.querySelectorAll('*')]
    .filter((element) => isShown(element) && hasText(element))
    .map((element) => {
      const { color, fill } = getComputedStyle(element);
      const own = element.tagName === 'text' ? fill : color;
      return { text: element.textContent.slice(0, 40), ratio: ratioOf(own, behind(element)) };
    });
  const edges = [...document.querySelectorAll('.node rect, .edge, button, input, select')].map((element) => {
    const { stroke, borderTopColor } = getComputedStyle(element);
    const color = element instanceof SVGElement ? stroke : borderTopColor;
    return { text: element.outerHTML.slice(0, 60), ratio: ratioOf(color, page) };
  });
  return { pageLuminance: luminance(page), texts, edges };
})()`;
