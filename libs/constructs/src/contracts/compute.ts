import type { PlatformStack } from '../platform-stack';
import { remoteStateOf } from './remote-state';

/** What `<stage>-compute` offers to `<stage>-api-gateway`, by service name. */
export interface ComputeContract {
  readonly functions: Readonly<Record<string, FunctionContract>>;
}

export interface FunctionContract {
  readonly functionName: string;
  /** Qualifier that the API invokes and the permission names. */
  readonly alias: string;
  /** `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/…/invocations` of the alias. */
  readonly invokeArn: string;
}

/** Writes the contract as outputs of the compute stack: three for each function. */
export function offerCompute(stack: PlatformStack, contract: ComputeContract): void {
  for (const [service, fn] of Object.entries(contract.functions)) {
    const name = outputNames(service);
    stack.offer(name.functionName, fn.functionName, `Function of ${service}.`);
    stack.offer(name.alias, fn.alias, `Alias of ${service} that the API invokes.`);
    stack.offer(name.invokeArn, fn.invokeArn, `Integration URI of ${service}.`);
  }
}

/** Reads what the compute stack of the same stage offers for the named function services. */
export function readCompute(stack: PlatformStack, services: readonly string[]): ComputeContract {
  if (services.length === 0) {
    return { functions: {} };
  }
  const state = remoteStateOf(stack, 'compute');
  return {
    functions: Object.fromEntries(
      services.map((service) => {
        const name = outputNames(service);
        return [
          service,
          {
            functionName: state.getString(name.functionName),
            alias: state.getString(name.alias),
            invokeArn: state.getString(name.invokeArn),
          },
        ];
      }),
    ),
  };
}

function outputNames(service: string): Record<keyof FunctionContract, string> {
  const prefix = `function_${service.replaceAll('-', '_')}`;
  return {
    functionName: `${prefix}_name`,
    alias: `${prefix}_alias`,
    invokeArn: `${prefix}_invoke_arn`,
  };
}
