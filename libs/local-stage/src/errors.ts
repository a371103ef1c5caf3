/** The API front cannot have the port it is told to listen on. */
export class PortInUseError extends Error {
  constructor(
    readonly port: number,
    options?: ErrorOptions,
  ) {
    super(
      `Port ${port} is taken by another process. Stop that process, start with \`--port <another>\`, ` +
        `or change \`local.port\` in the stage's file.`,
      options,
    );
    this.name = 'PortInUseError';
  }
}

/** The emulator of AWS that the stage names cannot be used. */
export class EmulatorError extends Error {
  constructor(
    readonly address: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `The emulator at ${address} cannot be used: ${reason}. Start it, or correct \`local.aws\` in ` +
        `the stage's file; \`aws: embedded\` needs none.`,
      options,
    );
    this.name = 'EmulatorError';
  }
}
