/** One thing the commands need from the machine, and what was found of it. */
export interface Requirement {
  readonly name: string;
  readonly neededFor: string;
  /** `differs`: it is there and will do, but is not what the workspace asks for. */
  readonly state: 'ok' | 'differs' | 'missing';
  readonly found: string;
  /** Absent where nothing has to be done. */
  readonly fix?: string;
}
