import { rmSync } from 'node:fs';
import { UnreadableGraphError } from './errors';
import { loadGraph } from './load-graph';
import { tablesOf } from './tables';
import { writeStage } from './testing/stage-folder';

function tablesIn(aws_dynamodb_table: object) {
  const { outdir, manifest } = writeStage({ 'dev-compute': { resource: { aws_dynamodb_table } } });
  try {
    return tablesOf(loadGraph(outdir, manifest));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('a table has its keys, its indexes and the types of both', () => {
  const steps = {
    name: 'dev-steps',
    billing_mode: 'PAY_PER_REQUEST',
    hash_key: 'run',
    range_key: 'step',
    attribute: [
      { name: 'run', type: 'S' },
      { name: 'step', type: 'N' },
      { name: 'state', type: 'S' },
    ],
    global_secondary_index: [
      {
        name: 'by-state',
        hash_key: 'state',
        range_key: null,
        projection_type: 'INCLUDE',
        non_key_attributes: ['owner'],
      },
    ],
    local_secondary_index: [
      { name: 'by-age', range_key: 'state', projection_type: 'ALL', non_key_attributes: null },
    ],
  };
  const plain = { name: 'dev-a', hash_key: 'id', attribute: { name: 'id', type: 'B' } };
  expect(tablesIn({ steps, plain })).toEqual([
    {
      name: 'dev-a',
      partition: 'id',
      attributes: { id: 'B' },
      globalIndexes: [],
      localIndexes: [],
    },
    {
      name: 'dev-steps',
      partition: 'run',
      sort: 'step',
      attributes: { run: 'S', step: 'N', state: 'S' },
      globalIndexes: [
        { name: 'by-state', partition: 'state', projection: 'INCLUDE', included: ['owner'] },
      ],
      localIndexes: [
        { name: 'by-age', partition: 'run', sort: 'state', projection: 'ALL', included: [] },
      ],
    },
  ]);
});

test('a name that only AWS knows is refused', () => {
  const table = { name: '${random_id.x.hex}', hash_key: 'id', attribute: [] };
  expect(() => tablesIn({ table })).toThrow(UnreadableGraphError);
});
