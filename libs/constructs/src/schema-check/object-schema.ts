/** What one object of the configuration may and must hold. */
export interface ObjectSchema {
  /** By Terraform's name. */
  readonly members: ReadonlyMap<string, MemberSchema>;
}

export interface MemberSchema {
  readonly required: boolean;
  /** Present where the value is made of objects. */
  readonly nested?: NestedSchema;
}

/**
 * A `block` may leave optional members out. An `object attribute` is one typed value: Terraform
 * refuses it unless every member is there, `null` where it is not set.
 * https://developer.hashicorp.com/terraform/language/attr-as-blocks
 */
export interface NestedSchema {
  readonly kind: 'block' | 'object attribute';
  readonly schema: ObjectSchema;
}
