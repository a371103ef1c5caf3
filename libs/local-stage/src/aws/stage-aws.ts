import { tablesOf, type Graph } from '@slipway/terraform-graph';
import { EmulatorError } from '../errors';
import { createTables } from './create-tables';
import { EmbeddedAws } from './embedded-aws';

/** Milliseconds that an emulator gets to answer at all. */
const answerTimeout = 5_000;

/** The AWS that the applications of a stage call. */
export interface StageAws {
  /** What they find in `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Makes AWS ready for the applications of a stage, with the stage's tables in it.
 *
 * @param emulator address of an emulator; without one DynamoDB is embedded, with its tables in memory
 * @throws EmulatorError where nothing answers at the emulator, or it does not make a table
 */
export async function startAws(graph: Graph, emulator: string | undefined): Promise<StageAws> {
  const { region } = graph.manifest;
  const tables = tablesOf(graph);
  if (emulator !== undefined) {
    await reach(emulator);
    await createTables(emulator, region, tables);
    return { endpoint: emulator, close: () => Promise.resolve() };
  }
  const embedded = new EmbeddedAws();
  const endpoint = await embedded.listen();
  try {
    await createTables(endpoint, region, tables);
  } catch (error) {
    await embedded.close();
    throw error;
  }
  return { endpoint, close: () => embedded.close() };
}

/** Any answer will do. */
async function reach(emulator: string): Promise<void> {
  try {
    const response = await fetch(emulator, { signal: AbortSignal.timeout(answerTimeout) });
    await response.body?.cancel();
  } catch (cause) {
    throw new EmulatorError(emulator, 'nothing answers there', { cause });
  }
}
