/** One resource that a plan changes. */
export interface Change {
  readonly address: string;
  readonly action: 'create' | 'update' | 'delete' | 'replace';
  /** Attributes that differ, sorted; of an update only. */
  readonly attributes: readonly string[];
}

/** What `terraform show -json` says of a plan, as far as it is read here. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Readonly<Record<string, unknown>> | null;
      readonly after: Readonly<Record<string, unknown>> | null;
      readonly after_unknown: Readonly<Record<string, unknown>>;
    };
  }[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

/** Changes of managed resources, sorted by address; what stays as it is is left out. */
export function changesOf({ resource_changes: changes = [] }: PlanJson): Change[] {
  return changes
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ address, change: { actions, before, after, after_unknown: unknown } }) => {
      const action = actionOf(actions);
      if (action === undefined) {
        return [];
      }
      const names = new Set([before, after, unknown].flatMap((side) => Object.keys(side ?? {})));
      const attributes = [...names].filter(
        (name) =>
          holdsTrue(unknown[name]) ||
          JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
      );
      return [{ address, action, attributes: action === 'update' ? attributes.sort() : [] }];
    })
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Outputs that a plan changes, sorted. */
export function changedOutputs({ output_changes: outputs = {} }: PlanJson): string[] {
  return Object.entries(outputs)
    .filter(([, { actions }]) => actions.some((action) => action !== 'no-op'))
    .map(([name]) => name)
    .sort();
}

function actionOf(actions: readonly string[]): Change['action'] | undefined {
  const joined = [...actions].sort().join(' ');
  switch (joined) {
    case 'create':
    case 'update':
    case 'delete':
      return joined;
    case 'create delete':
      return 'replace';
    case 'no-op':
    case 'read':
      return undefined;
    default:
      throw new Error(`Terraform plans "${joined}", which is not known here`);
  }
}

/** Whether a part of an attribute is known after the apply only: `true` somewhere in the structure. */
function holdsTrue(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).some(holdsTrue)
    : value === true;
}
