import type { GraphElement } from './graph';
import { nameOf, type Reading } from './reading';
import { resolveAttribute, type Resolved } from './resolve';
import { markedText, marksIn, unknownPart } from './marked-text';

/** A function as an invocation names it. */
export interface InvokedFunction {
  readonly functionName: string;
  /** Alias or version. */
  readonly qualifier: string;
}

/** A function's code as it stands, where an ARN has no qualifier. */
const latest = '$LATEST';

/** The version that a deploy publishes; it has no number before. */
const published = 'newest version';

const invocation = new RegExp(
  `^([^]*:lambda:path/(?:[^]*?/)?functions/)(${unknownPart}|arn:[^]*?:function:[\\w-]+)(?::([\\w$-]+))?/invocations$`,
);

/**
 * The function of an `invoke_arn`, or of `arn:aws:apigateway:…:lambda:path/…/functions/<ARN>/invocations`;
 * undefined where the URI names none.
 */
export function invokedFunction(reading: Reading, uri: Resolved): InvokedFunction | undefined {
  if (uri.kind === 'attribute') return ofElement(reading, uri.element, uri.path.at(-1));
  if (uri.kind !== 'text' && uri.kind !== 'value') return undefined;
  const [, before = '', arn, qualifier] = invocation.exec(markedText(uri)) ?? [];
  if (arn === undefined) return undefined;
  if (arn !== unknownPart) {
    return { functionName: arn.slice(arn.lastIndexOf(':') + 1), qualifier: qualifier ?? latest };
  }
  const unknown = uri.kind === 'text' ? uri.parts.filter((part) => typeof part !== 'string') : [];
  const named = unknown[marksIn(before)];
  if (named?.kind !== 'attribute') return undefined;
  const found = ofElement(reading, named.element, named.path.at(-1));
  return found && { ...found, ...(qualifier !== undefined && { qualifier }) };
}

function ofElement(
  reading: Reading,
  element: GraphElement,
  attribute: string | number | undefined,
): InvokedFunction | undefined {
  if (element.type === 'aws_lambda_function') {
    const isPublished = String(attribute).startsWith('qualified_');
    return {
      functionName: nameOf(reading, element, 'function_name'),
      qualifier: isPublished ? published : latest,
    };
  }
  if (element.type !== 'aws_lambda_alias') return undefined;
  const functionName = functionOfAlias(reading, element);
  return functionName === undefined
    ? undefined
    : { functionName, qualifier: nameOf(reading, element) };
}

/** A function's name, given as such or by the function's ARN. */
function functionOfAlias(reading: Reading, alias: GraphElement): string | undefined {
  const resolved = resolveAttribute(reading.graph, alias, ['function_name']);
  if (resolved.kind === 'value') return String(resolved.value).replace(/^arn:.*:function:/, '');
  return resolved.kind === 'attribute' && resolved.element.type === 'aws_lambda_function'
    ? nameOf(reading, resolved.element, 'function_name')
    : undefined;
}
