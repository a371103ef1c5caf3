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
