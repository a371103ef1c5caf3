import type { IncomingMessage } from 'node:http';
import { failed, wrongUsage, type Failure } from '../failure';

/** What a local stage says to a command that it cannot do, or that something else listens on the port. */
export async function refusal(response: IncomingMessage): Promise<Failure> {
  const chunks = (await response.toArray()) as Buffer[];
  try {
    const { message } = JSON.parse(Buffer.concat(chunks).toString()) as { message: string };
    return wrongUsage(message);
  } catch {
    return failed('What listens on the port is no local stage', 'npm start');
  }
}
