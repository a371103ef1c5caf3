/**
 * What runs inside the worker thread of a function, as Lambda's runtime does around a handler. It is
 * text because a worker needs code of its own that is there however this library is bundled.
 *
 * `workerData` is a `RuntimeSettings`; the messages are `Invocation` in and `RuntimeMessage` out.
 */
export const functionRuntime = `
'use strict';
const { pathToFileURL } = require('node:url');
const { parentPort, workerData } = require('node:worker_threads');

function failure(error) {
  const { name, message, stack } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return { errorType: name, message, stack };
}

function call(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    const returned = handler(event, context, callback);
    if (returned && typeof returned.then === 'function') returned.then(resolve, reject);
  });
}

async function load() {
  const { module, exportName } = workerData;
  const loaded = await import(pathToFileURL(module));
  // A CommonJS module is its default export.
  const handler = loaded[exportName] ?? loaded.default?.[exportName];
  if (typeof handler === 'function') return handler;
  const error = new Error(module + ' exports no function ' + exportName);
  error.name = 'Runtime.HandlerNotFound';
  error.stack = undefined;
  throw error;
}

async function run() {
  const handler = await load();
  parentPort.on('message', async ({ id, event, context, deadline }) => {
    try {
      const result = await call(handler, event, {
        ...context,
        callbackWaitsForEmptyEventLoop: true,
        getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
      });
      parentPort.postMessage({ kind: 'result', id, json: JSON.stringify(result) });
    } catch (error) {
      parentPort.postMessage({ kind: 'error', id, ...failure(error) });
    }
  });
  parentPort.postMessage({ kind: 'ready' });
}

run().catch((error) => parentPort.postMessage({ kind: 'not-ready', ...failure(error) }));
`;

export interface RuntimeSettings {
  /** Absolute path of the module, of either kind. */
  readonly module: string;
  readonly exportName: string;
}

export interface Invocation {
  /** Names it among those under way in the same environment. */
  readonly id: number;
  readonly event: unknown;
  readonly context: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch at which Lambda would end the invocation. */
  readonly deadline: number;
}

/** An error as the handler threw it. */
export interface RuntimeError {
  readonly errorType: string;
  readonly message: string;
  readonly stack?: string;
}

export type RuntimeMessage =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'not-ready' } & RuntimeError)
  /** `json` is undefined where the handler returned nothing that JSON can say. */
  | { readonly kind: 'result'; readonly id: number; readonly json: string | undefined }
  | ({ readonly kind: 'error'; readonly id: number } & RuntimeError);
