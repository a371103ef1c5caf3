import type { AgentTask, JsonValue } from '@slipway/orchestrator-runtime';
import { writeReport } from './work';

/** A task that notes what it is told. */
function task(payload: JsonValue, approved = true) {
  const told: string[] = [];
  const given: AgentTask = {
    runId: 'run',
    attempt: 1,
    task: 'agent-runner',
    payload,
    signal: new AbortController().signal,
    progress: (message) => Promise.resolve(void told.push(message)),
    tool: (_, work) => work(),
    handOff: (_, __, work) => work(),
    iterated: () => undefined,
    spent: () => undefined,
    ask: (id) => {
      told.push(`asked ${id}`);
      return Promise.resolve({ approved, by: 'bob', comment: 'not yet', at: 0 });
    },
  };
  return { given, told };
}

test('writes every section, and says so', async () => {
  const { given, told } = task({ topic: 'ropes', sections: 2, sectionMs: 0 });
  expect(await writeReport(given)).toEqual({ sections: ['ropes, part 1', 'ropes, part 2'] });
  expect(told).toEqual(['Reading about ropes', 'Wrote section 1 of 2', 'Wrote section 2 of 2']);
});

test('asks where it is not sure, and does not publish what is denied', async () => {
  const { given, told } = task({ topic: 'ropes', sections: 1, sectionMs: 0, askBelow: 0.9 }, false);
  await expect(writeReport(given)).rejects.toThrow('Not published: not yet');
  expect(told).toContain('asked publish');
});

test.each([[{}], [{ topic: 'x', sections: -1 }], ['text'], [null]])(
  'a payload that no attempt can use is fatal: %j',
  async (payload) => {
    await expect(writeReport(task(payload).given)).rejects.toMatchObject({
      name: 'FatalTaskError',
    });
  },
);
