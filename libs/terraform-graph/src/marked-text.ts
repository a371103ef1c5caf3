import type { Resolved } from './resolve';

/** Stands for what only AWS knows; no URI has it. */
export const unknownPart = '\0';

/** Text with a mark for each part that is not known; empty where nothing is. */
export function markedText(resolved: Resolved): string {
  if (resolved.kind === 'value') return resolved.value === null ? '' : String(resolved.value);
  if (resolved.kind !== 'text') return '';
  return resolved.parts.map((part) => (typeof part === 'string' ? part : unknownPart)).join('');
}

/** How many parts of it are not known. */
export function marksIn(text: string): number {
  return text.split(unknownPart).length - 1;
}

/** Text in which what is not known stands as its expression: `https://${var.host}/orders`. */
export function shownText(resolved: Resolved): string {
  switch (resolved.kind) {
    case 'value':
      return String(resolved.value);
    case 'attribute':
      return `\${${[resolved.element.address, ...resolved.path].join('.')}}`;
    case 'unknown':
      return `\${${resolved.expression}}`;
    case 'text':
      return resolved.parts
        .map((part) => (typeof part === 'string' ? part : shownText(part)))
        .join('');
  }
}

/** The first part of a value that neither is known nor comes from a resource; undefined where there is none. */
export function unknownIn(
  resolved: Resolved,
): Extract<Resolved, { readonly kind: 'unknown' }> | undefined {
  if (resolved.kind === 'unknown') return resolved;
  if (resolved.kind !== 'text') return undefined;
  return resolved.parts.flatMap((part) =>
    typeof part === 'string' ? [] : (unknownIn(part) ?? []),
  )[0];
}
