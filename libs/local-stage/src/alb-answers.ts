import type { ToFixedResponse, ToRedirect } from './balanced';
import type { Answer } from './exchange';

/** What an ALB calls itself. */
const server = 'awselb/2.0';

/**
 * A page that an ALB gives by itself.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
function albPage(statusCode: number, text: string): Answer {
  const title = `${statusCode} ${text}`;
  return {
    statusCode,
    headers: { 'content-type': 'text/html', server },
    body: [
      '<html>',
      `<head><title>${title}</title></head>`,
      '<body>',
      `<center><h1>${title}</h1></center>`,
      '</body>',
      '</html>',
      '',
    ].join('\r\n'),
  };
}

/** The target closed the connection or sent something that is not HTTP. */
export const badGateway = albPage(502, 'Bad Gateway');

/** The target sent nothing for as long as the ALB's idle timeout. */
export const gatewayTimeout = albPage(504, 'Gateway Time-out');

/** The target group has no target to send to. */
export const serviceUnavailable = albPage(503, 'Service Temporarily Unavailable');

/** The answer that a rule or the listener's default action says. */
export function fixedResponse({ statusCode, contentType, body }: ToFixedResponse): Answer {
  return { statusCode, headers: { 'content-type': contentType, server }, body };
}

const redirectTexts: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  302: 'Found',
};

/**
 * Sends the client elsewhere.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions
 *
 * @param host that the ALB was called by, which the rules alone may not know
 * @param port of the listener
 */
export function redirect({ statusCode, location }: ToRedirect, host: string, port: number): Answer {
  const page = albPage(statusCode, redirectTexts[statusCode] ?? '');
  const values: Readonly<Record<string, string>> = {
    protocol: 'http',
    host: host.replace(/:\d+$/, ''),
    port: String(port),
  };
  return {
    ...page,
    headers: {
      ...page.headers,
      location: location.replace(
        /#\{(protocol|host|port)\}/g,
        (_, name: string) => values[name] ?? '',
      ),
    },
  };
}
