import { FatalTaskError, type AgentTask, type JsonValue } from '@slipway/orchestrator-runtime';
import { setTimeout as delay } from 'node:timers/promises';

/** What the payload asks for. */
interface Assignment {
  readonly topic: string;
  /** Sections to write. */
  readonly sections: number;
  /** Milliseconds that a section takes. */
  readonly sectionMs: number;
  /** Confidence, 0 to 1, below which a person is asked before the text is published. */
  readonly askBelow: number;
}

/**
 * Writes a report section by section: hands the reading to a retrieval agent, calls a tool for each
 * section, and asks a person before it publishes what it is not sure of.
 */
export async function writeReport(task: AgentTask): Promise<JsonValue> {
  const { topic, sections, sectionMs, askBelow } = readAssignment(task.payload);
  await task.progress(`Reading about ${topic}`, 0);
  const reading = await task.handOff(
    'retrieval',
    { summary: `Find what is known about ${topic}`, context: ['topic'] },
    async () => ({ summary: `${sections} sources about ${topic}`, confidence: 0.7 }),
  );
  const texts: string[] = [];
  for (let section = 1; section <= sections; section++) {
    task.signal.throwIfAborted();
    texts.push(
      await task.tool('write-section', async () => {
        await delay(sectionMs, undefined, { signal: task.signal });
        return `${topic}, part ${section}`;
      }),
    );
    task.iterated();
    await task.progress(`Wrote section ${section} of ${sections}`, (100 * section) / sections);
  }
  if (reading.confidence < askBelow) {
    const question = `Publish ${sections} sections about ${topic}, at confidence ${reading.confidence}?`;
    const { approved, comment } = await task.ask('publish', question);
    if (!approved) throw new FatalTaskError(`Not published: ${comment || 'denied'}`);
  }
  return { sections: texts };
}

/** @throws FatalTaskError where the payload is none that another attempt could do better with */
function readAssignment(payload: JsonValue): Assignment {
  const fields = (typeof payload === 'object' && payload !== null ? payload : {}) as Partial<
    Record<keyof Assignment, unknown>
  >;
  const { topic, sections = 3, sectionMs = 100, askBelow = 0 } = fields;
  if (typeof topic !== 'string' || topic === '')
    throw new FatalTaskError('payload.topic is missing');
  for (const [name, value] of Object.entries({ sections, sectionMs, askBelow })) {
    if (typeof value !== 'number' || value < 0) {
      throw new FatalTaskError(`payload.${name} must be a number from 0`);
    }
  }
  return { topic, sections, sectionMs, askBelow } as Assignment;
}
