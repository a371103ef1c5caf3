/** What JSON can say; dates, maps and undefined do not survive a checkpoint or a row. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
