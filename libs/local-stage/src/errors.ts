import type { PortHolder } from './port-holder';

/** The API front cannot have the port it is told to listen on. */
export class PortInUseError extends Error {
  /**
   * @param holder process that has the port; absent where the system does not say
   * @param stages processes that run a stage of the same workspace
   */
  constructor(
    readonly port: number,
    readonly holder?: PortHolder,
    stages: readonly number[] = [],
  ) {
    const ofThisWorkspace = holder !== undefined && stages.includes(holder.pid);
    super(
      `Port ${port} is taken by ${whoOf(holder, ofThisWorkspace)}. ${wayOf(holder, ofThisWorkspace)}, ` +
        `start with \`--port <another>\`, or change \`local.port\` in the stage's file.`,
    );
    this.name = 'PortInUseError';
  }
}

function whoOf(holder: PortHolder | undefined, ofThisWorkspace: boolean): string {
  if (!holder) return 'another process';
  return ofThisWorkspace
    ? `another \`slipway start\` of this workspace, process ${holder.pid}`
    : `process ${holder.pid} (\`${holder.command}\`)`;
}

function wayOf(holder: PortHolder | undefined, ofThisWorkspace: boolean): string {
  if (!holder) return 'Stop that process';
  return ofThisWorkspace
    ? `Use that one, stop it with Ctrl-C or \`kill ${holder.pid}\``
    : `Stop it with \`kill ${holder.pid}\``;
}
