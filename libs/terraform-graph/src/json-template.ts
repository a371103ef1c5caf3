import { jsonencodedValue } from './jsonencode';
import { scanTemplate } from './template';

/**
 * The value of JSON text that holds `${…}` in its strings, or that `${jsonencode(…)}` makes. The strings
 * keep them, to be resolved one by one.
 *
 * @throws SyntaxError where the text is not JSON
 */
export function parseJsonTemplate(template: string): unknown {
  return jsonencodedValue(template) ?? JSON.parse(withQuotedSequences(template));
}

/** An expression may hold quotes of its own, `${x["key"]}`, which end the JSON string around it. */
function withQuotedSequences(template: string): string {
  return scanTemplate(template)
    .map((part) => {
      if (part.kind === 'text') return part.text.replace(/([$%])\{/g, '$1$1{');
      const opening = part.kind === 'expression' ? '${' : '%{';
      return `${opening}${JSON.stringify(part.source).slice(1, -1)}}`;
    })
    .join('');
}
