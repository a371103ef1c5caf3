/** Names of what an account holds once for a stage; the naming rules of the platform build them. */
export interface AccountNames {
  /** Start of every resource name of the stage: `slipway-dev`. */
  readonly prefix: string;
  /** What the names of the stage's log groups start with: `/slipway/dev/`. */
  readonly logGroupPrefixes: readonly string[];
  /** Access logs of the stage's load balancers. */
  readonly logBucket: string;
  readonly apiGatewayLogRole: string;
  readonly planRole: string;
  readonly deployRole: string;
}
