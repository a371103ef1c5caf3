import { z } from 'zod';
import {
  batchServiceSchema,
  functionServiceSchema,
  httpServiceSchema,
  stageSections,
} from './service-schema';
import { stageSchema } from './stage-schema';

/** The JSON Schema of `service.yaml`, for editors. */
export function serviceJsonSchema(): object {
  return jsonSchema(
    'service.yaml of Slipway',
    z.discriminatedUnion('kind', [
      httpServiceSchema.extend({ stages: stagesOf(httpServiceSchema) }),
      functionServiceSchema.extend({ stages: stagesOf(functionServiceSchema) }),
      batchServiceSchema.extend({ stages: stagesOf(batchServiceSchema) }),
    ]),
  );
}

/** The JSON Schema of a stage file, for editors. */
export function stageJsonSchema(): object {
  return jsonSchema('Stage file of Slipway', stageSchema);
}

/** The section `stages`: whatever a stage may change, none of it required. */
function stagesOf({ shape }: z.ZodObject) {
  const sections = Object.entries(shape as Record<string, z.ZodType>)
    .filter(([key]) => stageSections.some((section) => section === key))
    .map(([key, section]) => [key, withoutRequired(section)] as const);
  return z
    .record(z.string(), z.strictObject(Object.fromEntries(sections)).nullable())
    .optional()
    .describe('Stages it runs in, with what differs there; left out: every stage.');
}

function withoutRequired(section: z.ZodType): z.ZodType {
  if (
    section instanceof z.ZodOptional ||
    section instanceof z.ZodDefault ||
    section instanceof z.ZodPrefault
  ) {
    return withoutRequired(section.unwrap() as z.ZodType);
  }
  return section instanceof z.ZodObject ? section.partial().optional() : section.optional();
}

function jsonSchema(title: string, schema: z.ZodType): object {
  return { title, ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) };
}
