/** There is no run of this id. */
export class UnknownRunError extends Error {
  constructor(readonly runId: string) {
    super(`There is no run '${runId}'.`);
    this.name = 'UnknownRunError';
  }
}

/** The configuration has no task of this name. */
export class UnknownTaskError extends Error {
  constructor(
    readonly task: string,
    readonly known: readonly string[],
  ) {
    super(`There is no task '${task}'. There are: ${known.join(', ') || 'none'}.`);
    this.name = 'UnknownTaskError';
  }
}

/** A record or a handle names a backend that the configuration does not have; the run stays as it is. */
export class UnknownBackendError extends Error {
  constructor(
    readonly backend: string,
    readonly known: readonly string[],
  ) {
    super(
      `There is no backend '${backend}'. There are: ${known.join(', ') || 'none'}. ` +
        `Runs that use it go on once the configuration has it again.`,
    );
    this.name = 'UnknownBackendError';
  }
}

/** The id is taken by another run. */
export class RunExistsError extends Error {
  constructor(readonly runId: string) {
    super(`Run '${runId}' exists with another user, task or payload.`);
    this.name = 'RunExistsError';
  }
}

/** A request for a run that cannot be taken as it is. */
export class InvalidRequestError extends Error {
  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(`${field}: ${problem}.`);
    this.name = 'InvalidRequestError';
  }
}

/** What is wanted of the run cannot be done in the state it is in. */
export class WrongStateError extends Error {
  constructor(
    readonly runId: string,
    readonly state: string,
    readonly wanted: string,
  ) {
    super(`Run '${runId}' is ${state}: cannot ${wanted}.`);
    this.name = 'WrongStateError';
  }
}

/** A payload is larger than a record may hold, and there is no bucket for it. */
export class PayloadTooLargeError extends Error {
  constructor(
    readonly bytes: number,
    readonly largestBytes: number,
  ) {
    super(
      `The payload has ${bytes} bytes; ${largestBytes} fit into a record. ` +
        `Set ORCHESTRATOR_BUCKET for larger ones.`,
    );
    this.name = 'PayloadTooLargeError';
  }
}
