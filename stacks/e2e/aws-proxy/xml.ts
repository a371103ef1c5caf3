/** An XML element of an answer; `undefined` children are left out. */
export function element(name: string, content: string | number | readonly string[]): string {
  const inner = Array.isArray(content)
    ? content.join('')
    : escaped(String(content as string | number));
  return `<${name}>${inner}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
