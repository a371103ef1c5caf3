const listBit = 64;
const mapBit = 128;
/** What `typeof` says of each plain type. */
const plain: Readonly<Record<number, string>> = { 0: 'string', 1: 'number', 2: 'boolean' };
const listTag = 1;
const mapTag = 2;
const structureTag = 3;

/**
 * What a request's shape, as the AWS SDK carries it at run time, would refuse in a value, one line each:
 * members it does not know, required ones that are missing, and types. Members are compared without case and underscores, as Terraform writes
 * `max_vcpu_count` for `MaxVCpuCount`; null is no value.
 */
export function sdkFindings(shape: unknown, value: unknown, where = 'request'): string[] {
  const known = unwrapped(shape);
  if (typeof known === 'number') return plainFindings(known, value, where);
  const [tag] = known;
  if (tag === mapTag) return isMapping(value) ? [] : [`${where}: a mapping is expected`];
  if (tag === structureTag) return structureFindings(known, value, where);
  if (tag !== listTag) throw new Error(`${where} has a shape that is not known here`);
  return Array.isArray(value)
    ? value.flatMap((item, index) => sdkFindings(known[4], item, `${where}[${index}]`))
    : [`${where}: a list is expected`];
}

function structureFindings(shape: readonly unknown[], value: unknown, where: string): string[] {
  if (!isMapping(value)) return [`${where}: a mapping is expected`];
  const names = shape[4] as readonly string[];
  const shapes = shape[5] as readonly unknown[];
  const required = (shape[6] as number | undefined) ?? 0;
  const given = Object.entries(value).filter(([, member]) => member !== null);
  const found = given.flatMap(([name, member]) => {
    const index = names.findIndex((candidate) => folded(candidate) === folded(name));
    return index < 0
      ? [`${where}: there is no ${name}`]
      : sdkFindings(shapes[index], member, `${where}.${names[index]}`);
  });
  const missing = names
    .slice(0, required)
    .filter((name) => !given.some(([written]) => folded(written) === folded(name)));
  return [...found, ...missing.map((name) => `${where}: ${name} is required`)];
}

function plainFindings(shape: number, value: unknown, where: string): string[] {
  const type = plain[shape % listBit] ?? 'unknown';
  const [items, wanted] =
    shape >= mapBit
      ? [isMapping(value) ? Object.values(value) : undefined, `a mapping of ${type}`]
      : shape >= listBit
        ? [Array.isArray(value) ? (value as unknown[]) : undefined, `a list of ${type}`]
        : [[value], type];
  const fits = items?.every((item) => typeof item === type || isExpression(item));
  return fits || isExpression(value) ? [] : [`${where}: ${wanted} is expected`];
}

/** Behind functions and pairs with traits, the shape itself: a number for a plain type, or a tuple. */
function unwrapped(shape: unknown): number | readonly unknown[] {
  if (typeof shape === 'number') return shape;
  if (typeof shape === 'function') return unwrapped((shape as () => unknown)());
  if (Array.isArray(shape)) return shape.length === 2 ? unwrapped(shape[0]) : shape;
  throw new Error(`the SDK has a shape of another form: ${String(shape)}`);
}

function folded(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What only Terraform knows. */
function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}
