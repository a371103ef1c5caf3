import type { IncomingHttpHeaders } from 'node:http';
import type { GroupStickiness } from './balanced-group';

/**
 * Cookies that keep a client with a target or a target group. What they hold is readable here; an ALB
 * encrypts it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions
 */
const cookies = { target: 'AWSALB', application: 'AWSALBAPP-0', group: 'AWSALBTG' } as const;

/** Id of the target that a request is to stay with; undefined where none is named or it has run out. */
export function stickyTarget(
  { type, cookieName = '' }: GroupStickiness,
  headers: IncomingHttpHeaders,
): string | undefined {
  if (type !== 'app_cookie') return held(headers, cookies.target);
  // Without the application's own cookie its session is over.
  return cookieOf(headers, cookieName) === undefined
    ? undefined
    : held(headers, cookies.application);
}

/**
 * The cookies that a response gets.
 *
 * @param setCookie those that the target sets
 * @param headers of the request
 */
export function stickyTargetCookies(
  { type, duration, cookieName = '' }: GroupStickiness,
  target: string,
  setCookie: readonly string[],
  headers: IncomingHttpHeaders,
): string[] {
  if (type !== 'app_cookie') return made(cookies.target, target, duration, true);
  const starts = setCookie.some((cookie) => cookie.startsWith(`${cookieName}=`));
  return starts || stickyTarget({ type, duration, cookieName }, headers) !== undefined
    ? made(cookies.application, target, duration, false)
    : [];
}

/** Name of the target group that a request is to stay with. */
export function stickyGroup(headers: IncomingHttpHeaders): string | undefined {
  return held(headers, cookies.group);
}

/**
 * The cookies that keep a client with a target group.
 *
 * @param duration seconds
 */
export function stickyGroupCookies(group: string, duration: number): string[] {
  return made(cookies.group, group, duration, true);
}

/** @param forOthers adds the cookie that browsers send from pages of other sites too */
function made(name: string, holds: string, duration: number, forOthers: boolean): string[] {
  const until = Date.now() + duration * 1_000;
  const value = Buffer.from(JSON.stringify({ holds, until })).toString('base64url');
  const rest = `${value}; Expires=${new Date(until).toUTCString()}; Path=/`;
  return [`${name}=${rest}`, ...(forOthers ? [`${name}CORS=${rest}; SameSite=None; Secure`] : [])];
}

function held(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = cookieOf(headers, name) ?? cookieOf(headers, `${name}CORS`);
  if (value === undefined) return undefined;
  try {
    const { holds, until } = JSON.parse(Buffer.from(value, 'base64url').toString()) as {
      readonly holds?: string;
      readonly until?: number;
    };
    return until !== undefined && until > Date.now() ? holds : undefined;
  } catch {
    return undefined;
  }
}

function cookieOf({ cookie = '' }: IncomingHttpHeaders, name: string): string | undefined {
  const found = cookie.split('; ').find((one) => one.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
