import type { Finding } from '../finding';
import { report } from '../report';
import type { FunctionService } from '../service';
import { functionCodeFindings } from './function-code-findings';
import { scheduleFindings } from './schedule-findings';
import { managedFunctionFindings } from './managed-function-findings';

/** What is wrong with settings of a function that are each valid by themselves. */
export function functionFindings(service: FunctionService): Finding[] {
  return [
    ...timeoutFindings(service),
    ...variableSizeFindings(service),
    ...functionCodeFindings(service),
    ...scheduleFindings(service),
    ...managedFunctionFindings(service),
  ];
}

function timeoutFindings({ function: settings, api, at }: FunctionService): Finding[] {
  if (!api || settings.timeout * 1000 <= api.timeoutMs) return [];
  const seconds = Math.floor(api.timeoutMs / 1000);
  const message = `the function may run ${settings.timeout} s, and its route waits ${api.timeoutMs} ms`;
  const fix = `write \`timeout: ${Math.max(1, seconds)}\` below \`function\``;
  return [report('SLP1245', at('function.timeout'), message, fix)];
}

/**
 * Bytes of all variables together; Lambda measures the JSON that it stores.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const maxVariableBytes = 4096;

function variableSizeFindings({ environment, at }: FunctionService): Finding[] {
  const bytes = Buffer.byteLength(JSON.stringify(environment));
  const over = bytes - maxVariableBytes;
  if (over <= 0) return [];
  const message = `the variables take ${bytes} bytes as JSON, and Lambda has room for ${maxVariableBytes}`;
  const fix = `shorten \`environment\` by ${over} byte${over === 1 ? '' : 's'} or more, for example by what is read from a parameter`;
  return [report('SLP1246', at('environment'), message, fix)];
}
