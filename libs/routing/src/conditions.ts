import { matchesPattern } from './path-pattern';
import { containsAddress, isEveryAddress } from './cidr';
import type { RequestHeaders } from './resolution';
import type { QueryStringValue, RuleCondition } from './route-table';

/** What an ALB sees of a request. */
export interface ListenerRequest {
  readonly path: string;
  readonly host?: string;
  /** Set where only AWS knows the host: it ends like this. */
  readonly hostSuffix?: string;
  /** Set where the host may be any: why it is not known. */
  readonly hostUnknown?: string;
  readonly method?: string;
  readonly headers?: RequestHeaders;
  readonly query?: string;
  readonly sourceIp?: string;
}

/** Whether a condition is met, or in a sentence why nobody can say. */
export type Verdict = boolean | { readonly unknown: string };

/**
 * Holds one condition against a request: it is met by any of its values.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function verdictOf(condition: RuleCondition, request: ListenerRequest): Verdict {
  switch (condition.field) {
    case 'path-pattern': {
      const { values, regexValues } = condition;
      if (values.some((value) => matchesPattern(value, request.path))) return true;
      return anyRegex(regexValues, request.path);
    }
    case 'host-header':
      return hostVerdict(condition, request);
    case 'http-header': {
      const { name, values, regexValues } = condition;
      const sent = valuesOf(request.headers?.[name.toLowerCase()]);
      if (sent.some((text) => values.some((value) => matchesIgnoringCase(value, text))))
        return true;
      return sent.reduce<Verdict>((met, text) => or(met, anyRegex(regexValues, text)), false);
    }
    case 'http-request-method':
      return request.method === undefined
        ? { unknown: 'the verb of the request is not given' }
        : condition.values.includes(request.method);
    case 'query-string':
      return queryVerdict(condition.values, request.query ?? '');
    case 'source-ip':
      if (request.sourceIp !== undefined) {
        const { sourceIp } = request;
        return condition.values.some((block) => containsAddress(block, sourceIp));
      }
      return (
        condition.values.some(isEveryAddress) || {
          unknown: 'only AWS knows the address that the request comes from',
        }
      );
    case 'unknown':
      return { unknown: condition.reason };
  }
}

/** The condition in words, after "the request": what it would have to be. */
export function unmetReason(condition: RuleCondition, request: ListenerRequest): string {
  switch (condition.field) {
    case 'path-pattern':
      return mismatch(`path ${request.path}`, patternsOf(condition));
    case 'host-header': {
      const subject =
        request.host === undefined
          ? request.hostSuffix === undefined
            ? 'a request without host'
            : `host *${request.hostSuffix}`
          : `host ${request.host}`;
      return mismatch(subject, patternsOf(condition));
    }
    case 'http-header': {
      const sent = valuesOf(request.headers?.[condition.name.toLowerCase()]);
      const subject =
        sent.length === 0
          ? `a request without header ${condition.name}`
          : `header ${condition.name}: ${sent.join(', ')}`;
      return mismatch(subject, patternsOf(condition));
    }
    case 'http-request-method':
      return mismatch(`verb ${String(request.method)}`, condition.values);
    case 'query-string': {
      const subject = request.query ? `query ?${request.query}` : 'a request without query';
      return mismatch(subject, condition.values.map(queryText));
    }
    case 'source-ip':
      return mismatch(`address ${String(request.sourceIp)}`, condition.values);
    case 'unknown':
      return condition.reason;
  }
}

function mismatch(subject: string, values: readonly string[]): string {
  return values.length === 1
    ? `${subject} does not match ${values.join()}`
    : `${subject} matches none of ${values.join(', ')}`;
}

function patternsOf({
  values,
  regexValues = [],
}: {
  readonly values: readonly string[];
  readonly regexValues?: readonly string[];
}): readonly string[] {
  return regexValues.length === 0
    ? values
    : [...values, ...regexValues.map((text) => `regex ${text}`)];
}

function queryText({ key, value }: QueryStringValue): string {
  return key === undefined ? value : `${key}=${value}`;
}

function hostVerdict(
  {
    values,
    regexValues,
  }: { readonly values: readonly string[]; readonly regexValues?: readonly string[] },
  { host, hostSuffix, hostUnknown }: ListenerRequest,
): Verdict {
  if (host !== undefined) {
    // Host names are compared without regard to case.
    if (values.some((value) => matchesIgnoringCase(value, host))) return true;
    return anyRegex(regexValues, host);
  }
  if (hostSuffix === undefined && hostUnknown === undefined) return false;
  if (values.some((value) => /^\*+$/.test(value))) return true;
  if (hostSuffix === undefined) {
    return { unknown: `the host that the ALB sees is not known: ${hostUnknown}` };
  }
  const possible = values.some((value) => mayEndWith(value.toLowerCase(), hostSuffix));
  if (!possible && (regexValues ?? []).length === 0) return false;
  return { unknown: `only AWS knows the host *${hostSuffix} that the ALB sees` };
}

/** Whether some text that a pattern takes ends with a suffix. */
function mayEndWith(pattern: string, suffix: string): boolean {
  for (let back = 1; back <= suffix.length; back += 1) {
    const wanted = pattern.at(-back);
    if (wanted === '*') return true;
    if (wanted !== '?' && wanted !== suffix.at(-back)) return false;
  }
  return true;
}

function matchesIgnoringCase(pattern: string, text: string): boolean {
  return matchesPattern(pattern.toLowerCase(), text.toLowerCase());
}

function valuesOf(header: string | readonly string[] | undefined): readonly string[] {
  if (header === undefined) return [];
  return typeof header === 'string' ? [header] : header;
}

function or(one: Verdict, other: Verdict): Verdict {
  if (one === true || other === true) return true;
  return one === false ? other : one;
}

/** AWS does not say whether an expression must take the whole text, so only what holds for both is known. */
function anyRegex(expressions: readonly string[] | undefined, text: string): Verdict {
  return (expressions ?? []).reduce<Verdict>(
    (met, source) => or(met, regexVerdict(source, text)),
    false,
  );
}

function regexVerdict(source: string, text: string): Verdict {
  let anywhere: boolean;
  let whole: boolean;
  try {
    anywhere = new RegExp(source).test(text);
    whole = new RegExp(`^(?:${source})$`).test(text);
  } catch {
    return { unknown: `the regular expression ${source} is not one that JavaScript knows` };
  }
  if (anywhere === whole) return whole;
  return {
    unknown: `AWS does not say whether the regular expression ${source} takes a part of ${text}`,
  };
}

function queryVerdict(values: readonly QueryStringValue[], query: string): Verdict {
  const raw = parameters(query, (text) => text);
  const decoded = parameters(query, decode);
  const meets = (pairs: readonly (readonly [string, string])[]) =>
    values.some(({ key, value }) =>
      pairs.some(
        ([name, text]) =>
          (key === undefined || matchesIgnoringCase(key, name)) && matchesIgnoringCase(value, text),
      ),
    );
  const met = meets(raw);
  if (met === meets(decoded)) return met;
  return { unknown: `AWS does not say whether ?${query} is compared before it is decoded` };
}

function parameters(query: string, read: (text: string) => string): [string, string][] {
  if (query === '') return [];
  return query.split('&').map((pair) => {
    const at = pair.indexOf('=');
    // A parameter without `=` has no key; only values are held against it.
    return at < 0 ? ['', read(pair)] : [read(pair.slice(0, at)), read(pair.slice(at + 1))];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
