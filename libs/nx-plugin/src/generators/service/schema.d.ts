/** What `nx g @slipway/nx-plugin:service` takes; described in `schema.json`. */
export interface ServiceGeneratorSchema {
  readonly name: string;
  readonly kind: 'http' | 'function';
  readonly owner: string;
  readonly basePath?: string;
  readonly port?: number;
}
