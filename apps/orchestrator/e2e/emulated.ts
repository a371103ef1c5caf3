import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { emulatorPackages, pythonEnvironment, startEmulator } from '@slipway/aws-emulator';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTable, dynamoClient } from './runs-table';
import { table } from './variables';

/** Ignored by git, and shared by the suites that need the emulator. */
const environments = join(__dirname, '../../../.slipway/e2e');
const emulator = pythonEnvironment(environments, emulatorPackages);
if ('missing' in emulator) {
  process.stderr.write(`Skipped: this machine lacks ${emulator.missing}.\n`);
}

/** `describe` where this machine has the emulator. */
export const describeEmulated = 'missing' in emulator ? describe.skip : describe;

/** The emulator with the orchestrator's table, and a folder for what runs beside it. */
export interface Emulated {
  readonly url: string;
  readonly folder: string;
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export async function startEmulated(): Promise<Emulated> {
  if ('missing' in emulator) throw new Error(`This machine lacks ${emulator.missing}`);
  const folder = mkdtempSync(join(tmpdir(), 'slipway-runs-'));
  const { url, stop } = await startEmulator(emulator.folder, join(folder, 'emulator'));
  const client = dynamoClient(url);
  const close = async () => {
    client.destroy();
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await createTable(client, table);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, folder, client, close };
}
