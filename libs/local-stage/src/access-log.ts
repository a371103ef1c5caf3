import { contextVariable } from './context-variables';
import type { Exchange } from './exchange';

/** A line of an access log about a request that has been answered. */
export type WriteAccessLog = (exchange: Exchange) => string;

const variable = /\$context\.([\w-]+(?:\.[\w-]+)*)/g;

/**
 * Writes lines in an API stage's own format; `-` stands for what a request has no value of.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function accessLogWriter(format: string): WriteAccessLog {
  return (exchange) =>
    format.replace(variable, (_, name: string) => contextVariable(exchange, name) ?? '-');
}
