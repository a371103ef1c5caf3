import { bindingSchema } from './binding-schema';
import type { NestedSchema, ObjectSchema } from './object-schema';
import type { TerraformJson } from './terraform-json';

/** Arguments that Terraform itself reads on every resource. */
const metaArguments: ReadonlySet<string> = new Set([
  '//',
  'connection',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
]);

/**
 * What the AWS provider's schema would refuse in a stack, one line each, empty where it is sound:
 * names it does not know, required attributes that are missing, and object attributes that lack a
 * member. Values that Terraform computes are not looked into.
 */
export function schemaFindings(stack: TerraformJson): string[] {
  const providers = (stack.provider?.['aws'] ?? []).flatMap((provider) =>
    check('provider.aws', 'provider', provider),
  );
  return [
    ...providers,
    ...findingsIn(stack.resource, '', (type) => folderOf(type)),
    ...findingsIn(stack.data, 'data.', (type) => `data-aws-${folderOf(type)}`),
  ];
}

function findingsIn(
  section: TerraformJson['resource'],
  addressPrefix: string,
  folder: (type: string) => string,
): string[] {
  return Object.entries(section ?? {})
    .filter(([type]) => type.startsWith('aws_'))
    .flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, attributes]) => {
        const own = Object.entries(attributes).filter(([key]) => !metaArguments.has(key));
        return check(`${addressPrefix}${type}.${name}`, folder(type), Object.fromEntries(own));
      }),
    );
}

function folderOf(type: string): string {
  return type.replace(/^aws_/, '').replaceAll('_', '-');
}

function check(
  address: string,
  folder: string,
  attributes: Readonly<Record<string, unknown>>,
): string[] {
  const schema = bindingSchema(folder);
  return schema === undefined
    ? [`${address}: the provider has no such type`]
    : checkObject(address, attributes, schema);
}

function checkObject(
  where: string,
  value: Readonly<Record<string, unknown>>,
  schema: ObjectSchema,
  kind: NestedSchema['kind'] = 'block',
): string[] {
  const unknown = Object.keys(value)
    .filter((name) => !schema.members.has(name))
    .map((name) => `${where}: there is no ${name}`);
  const known = [...schema.members].flatMap(([name, { required, nested }]) => {
    const member = value[name];
    if (kind === 'object attribute' && member === undefined) {
      return [
        `${where}: ${name} is missing; an object attribute needs every member, null where it is not set`,
      ];
    }
    if (required && (member === undefined || member === null)) {
      return [`${where}: ${name} is required`];
    }
    return nested === undefined ? [] : checkNested(`${where}.${name}`, member, nested);
  });
  return [...unknown, ...known];
}

function checkNested(where: string, value: unknown, nested: NestedSchema): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => checkNested(`${where}[${index}]`, item, nested));
  }
  if (typeof value === 'object' && value !== null) {
    return checkObject(
      where,
      value as Readonly<Record<string, unknown>>,
      nested.schema,
      nested.kind,
    );
  }
  const computed =
    value === undefined || value === null || (typeof value === 'string' && value.includes('${'));
  return computed ? [] : [`${where}: an object is expected`];
}
