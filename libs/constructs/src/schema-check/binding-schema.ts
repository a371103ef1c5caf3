import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MemberSchema, NestedSchema, ObjectSchema } from './object-schema';

const cache = new Map<string, ObjectSchema | undefined>();

/**
 * Schema of a resource (`lb`), a data source (`data-aws-vpcs`) or the `provider`, read from the
 * folder of that name in the provider bindings, which are generated from the provider's own schema.
 * @returns nothing where the bindings have no such folder
 * @throws BindingFormatError where the folder does not read as expected
 */
export function bindingSchema(folder: string): ObjectSchema | undefined {
  if (!cache.has(folder)) {
    const source = readBinding(folder);
    cache.set(folder, source && new Binding(folder, source).topLevel());
  }
  return cache.get(folder);
}

/** The bindings' generated code has another form than this check reads. */
export class BindingFormatError extends Error {
  override readonly name = 'BindingFormatError';
}

interface BindingSource {
  readonly code: string;
  readonly types: string;
}

function readBinding(folder: string): BindingSource | undefined {
  const base = join(dirname(require.resolve('@cdktf/provider-aws/package.json')), 'lib', folder);
  // The largest resources keep their nested objects in a file of their own.
  const files = ['index', 'index-structs/structs0']
    .map((name) => join(base, name))
    .filter((file) => existsSync(`${file}.js`));
  if (files.length === 0) {
    return undefined;
  }
  const read = (extension: string): string =>
    files.map((file) => readFileSync(file + extension, 'utf8')).join('\n');
  return { code: read('.js'), types: read('.d.ts') };
}

/** A line `<name>: <expression>,` of an object literal. */
const memberLine = /^\s+"?(\w+)"?: (.+),$/gm;
/** The function that writes nested objects, and for lists whether they are blocks. */
const writer = /(\w+)ToTerraform(?:, (true|false))?[()]/;

class Binding {
  /** Body of each function that writes one kind of nested object, by its name without `ToTerraform`. */
  private readonly writers: ReadonlyMap<string, string>;
  private readonly objects = new Map<string, ObjectSchema>();

  constructor(
    private readonly folder: string,
    private readonly source: BindingSource,
  ) {
    const functions = source.code.matchAll(
      /^function (\w+)ToTerraform\(struct\) \{\n([^]*?)\n\}/gm,
    );
    this.writers = new Map([...functions].map(([, name = '', body = '']) => [name, body]));
  }

  topLevel(): ObjectSchema {
    const body = /^ {4}synthesizeAttributes\(\) \{\n([^]*?)\n {4}\}/m.exec(this.source.code)?.[1];
    const configuration =
      /^export interface (\w+Config)(?: extends cdktf\.TerraformMetaArguments)? \{/m.exec(
        this.source.types,
      )?.[1];
    if (body === undefined || configuration === undefined) {
      throw new BindingFormatError(`no top-level attributes in the bindings of ${this.folder}`);
    }
    return this.object(body, configuration);
  }

  private object(body: string, interfaceName: string): ObjectSchema {
    const required = this.requiredMembers(interfaceName);
    const members = new Map<string, MemberSchema>();
    for (const [, name = '', expression = ''] of body.matchAll(memberLine)) {
      members.set(name, { required: required.has(name), nested: this.nested(expression) });
    }
    const unread = [...required].filter((name) => !members.has(name));
    if (unread.length > 0) {
      throw new BindingFormatError(
        `${interfaceName} of ${this.folder} reads no ${unread.join(', ')}`,
      );
    }
    return { members };
  }

  /** Terraform's names of the properties that the interface requires. */
  private requiredMembers(interfaceName: string): ReadonlySet<string> {
    const start = this.source.types.indexOf(`export interface ${interfaceName} `);
    const body = this.source.types.slice(start, this.source.types.indexOf('\n}', start));
    const properties = body.matchAll(/#(\w+) \w+#\w+\}[^]*?readonly \w+(\??):/g);
    return new Set(
      [...properties].flatMap(([, name = '', optional]) => (optional === '?' ? [] : [name])),
    );
  }

  private nested(expression: string): NestedSchema | undefined {
    const [, name = '', isBlock] = writer.exec(expression) ?? [];
    const body = this.writers.get(name);
    if (body === undefined || expression.includes('hashMapper')) {
      return undefined;
    }
    let schema = this.objects.get(name);
    if (schema === undefined) {
      schema = this.object(body, name.charAt(0).toUpperCase() + name.slice(1));
      this.objects.set(name, schema);
    }
    return { kind: isBlock === 'false' ? 'object attribute' : 'block', schema };
  }
}
