type Named = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A stack's `cdk.tf.json`, as far as checks and tests read it. */
export interface TerraformJson {
  readonly terraform?: Readonly<Record<string, unknown>>;
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** Type → name in the stack → attributes. */
  readonly resource?: Readonly<Record<string, Named>>;
  readonly data?: Readonly<Record<string, Named>>;
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly output?: Named;
  readonly check?: Named;
  readonly import?: readonly Readonly<Record<string, unknown>>[];
}
