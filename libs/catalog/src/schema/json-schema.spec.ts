import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceJsonSchema, stageJsonSchema } from './json-schema';

const folder = join(__dirname, '../../schema');

test.each([
  ['service.schema.json', serviceJsonSchema],
  ['stage.schema.json', stageJsonSchema],
])('%s is the one of the zod schema; UPDATE_SCHEMAS=1 writes it', (file, generate) => {
  const path = join(folder, file);
  const expected = `${JSON.stringify(generate(), undefined, 2)}\n`;
  if (process.env.UPDATE_SCHEMAS === '1') writeFileSync(path, expected);
  expect(readFileSync(path, 'utf8')).toBe(expected);
});

test('every key tells an editor what it is for', () => {
  const undescribed: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties = {}, ...rest } = node as { properties?: Record<string, object> };
    for (const [key, child] of Object.entries(properties)) {
      if (!('description' in child) && !path.includes('stages')) undescribed.push(`${path}.${key}`);
    }
    for (const [key, child] of Object.entries({ ...rest, ...properties })) {
      walk(child, `${path}.${key}`);
    }
  };
  walk(serviceJsonSchema(), 'service');
  walk(stageJsonSchema(), 'stage');
  expect(undescribed).toEqual([]);
});
