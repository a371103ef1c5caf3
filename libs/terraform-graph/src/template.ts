/** One piece of a Terraform string template. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** What stands between `${` and `}`. */
  | { readonly kind: 'expression'; readonly source: string }
  /** What stands between `%{` and `}`: it makes the text around it conditional. */
  | { readonly kind: 'directive'; readonly source: string };

/**
 * Index after the closing quote of the quoted string that opens at `start`; the text's length where
 * it is never closed.
 */
export function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
    else if (opensSequence(text, at)) at = endOfSequence(text, at + 2) - 1;
  }
  return text.length;
}

/**
 * Splits a string of Terraform JSON into text and sequences. `$${` and `%%{` are text. A sequence
 * that is never closed reaches to the end.
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function scanTemplate(template: string): TemplatePart[] {
  // Nearly every string of a stack is plain text.
  if (!template.includes('{')) return template ? [{ kind: 'text', text: template }] : [];
  const parts: TemplatePart[] = [];
  let text = '';
  let at = 0;
  while (at < template.length) {
    if (isEscape(template, at)) {
      text += template.slice(at + 1, at + 3);
      at += 3;
    } else if (opensSequence(template, at)) {
      const end = endOfSequence(template, at + 2);
      if (text) parts.push({ kind: 'text', text });
      text = '';
      const kind = template[at] === '$' ? 'expression' : 'directive';
      parts.push({ kind, source: withoutStrip(template.slice(at + 2, end - 1)) });
      at = end;
    } else {
      const next = nextSign(template, at + 1);
      text += template.slice(at, next);
      at = next;
    }
  }
  if (text) parts.push({ kind: 'text', text });
  return parts;
}

/** Index of the next character that may open a sequence; the text's length where there is none. */
function nextSign(text: string, from: number): number {
  const sign = /[$%]/g;
  sign.lastIndex = from;
  return sign.exec(text)?.index ?? text.length;
}

function opensSequence(text: string, at: number): boolean {
  return (
    (text[at] === '$' || text[at] === '%') && text[at + 1] === '{' && text[at - 1] !== text[at]
  );
}

function isEscape(text: string, at: number): boolean {
  return (
    (text[at] === '$' || text[at] === '%') && text[at + 1] === text[at] && text[at + 2] === '{'
  );
}

/** Index after the brace that closes the sequence whose content begins at `start`. */
function endOfSequence(text: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < text.length) {
    if (text[at] === '"') {
      at = endOfQuoted(text, at);
      continue;
    }
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at + 1;
    at++;
  }
  return text.length + 1;
}

/** `${~ x ~}` strips white space around the sequence; the marks are no part of the expression. */
function withoutStrip(source: string): string {
  return source.replace(/^~/, '').replace(/~$/, '').trim();
}
