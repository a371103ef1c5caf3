import type { Answer } from './exchange';

/** A page that an ALB gives by itself. */
function albPage(statusCode: number, text: string): Answer {
  const title = `${statusCode} ${text}`;
  return {
    statusCode,
    headers: { 'content-type': 'text/html', server: 'awselb/2.0' },
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

/** The target took longer than the ALB's idle timeout. */
export const gatewayTimeout = albPage(504, 'Gateway Time-out');

/** The target group has no target to send to. */
export const serviceUnavailable = albPage(503, 'Service Temporarily Unavailable');
