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
