/** Terraform JSON of a stack as far as the step touches it. */
export interface ResourcesJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

type Attributes = Readonly<Record<string, unknown>>;

/** A stack that an older provider takes, and what is missing in it. */
export interface Stripped<Stack> {
  readonly stack: Stack;
  /** `aws_lambda_capacity_provider.agents` and `aws_lambda_function.router capacity_provider_config`. */
  readonly leftOut: readonly string[];
}

/** Kinds of resources that version 6.25 of the provider has and 5.100 has not. */
const newKinds = [
  'aws_bedrockagentcore_agent_runtime',
  'aws_bedrockagentcore_agent_runtime_endpoint',
  'aws_bedrockagentcore_memory',
  'aws_lambda_capacity_provider',
];
/** Arguments of that version, by the kind of resource that has them. */
const newArguments: Readonly<Record<string, readonly string[]>> = {
  aws_lambda_function: ['capacity_provider_config', 'durable_config'],
};

/** What Terraform itself reads, whatever the kind. */
const metaArguments = ['//', 'depends_on', 'lifecycle'];

/**
 * Leaves out of a stack what the provider that is installed does not know. A resource of a kind that it
 * does not have becomes a `terraform_data` of the same name with its arguments as input, so that a plan
 * still evaluates them and refuses what its preconditions refuse.
 */
export function stripForInstalledProvider<Stack extends ResourcesJson>(
  stack: Stack,
): Stripped<Stack> {
  const leftOut: string[] = [];
  const data: Record<string, Attributes> = { ...stack.resource?.['terraform_data'] };
  const resource: Record<string, Record<string, Attributes>> = {};
  for (const [type, named] of Object.entries(stack.resource ?? {})) {
    for (const [name, attributes] of Object.entries(named)) {
      if (newKinds.includes(type)) {
        leftOut.push(`${type}.${name}`);
        data[name] = standIn(attributes);
        continue;
      }
      const unknown = (newArguments[type] ?? []).filter((argument) => argument in attributes);
      leftOut.push(...unknown.map((argument) => `${type}.${name} ${argument}`));
      (resource[type] ??= {})[name] = without(attributes, unknown);
    }
  }
  if (leftOut.length === 0) {
    return { stack, leftOut };
  }
  const stripped = Object.keys(data).length > 0 ? { ...resource, terraform_data: data } : resource;
  const pointed = JSON.parse(
    newKinds.reduce(
      (text, kind) =>
        text
          .replaceAll(`"${kind}.`, '"terraform_data.')
          // What AWS would say of it is not known, so its copy's id stands there.
          .replaceAll(
            new RegExp(`\\$\\{${kind}\\.([\\w-]+)\\.\\w+\\}`, 'g'),
            '$${terraform_data.$1.id}',
          ),
      JSON.stringify(stripped),
    ),
  ) as typeof stripped;
  return { stack: { ...stack, resource: pointed }, leftOut };
}

function standIn(attributes: Attributes): Attributes {
  const meta = Object.entries(attributes).filter(([name]) => metaArguments.includes(name));
  return { ...Object.fromEntries(meta), input: without(attributes, metaArguments) };
}

function without(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}
