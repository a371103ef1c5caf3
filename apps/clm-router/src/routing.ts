/** Models by what they are for, the least costly first. */
const models = [
  { model: 'swift', pages: 10, tasks: ['summarise', 'extract'] },
  { model: 'balanced', pages: 60, tasks: ['summarise', 'extract', 'review', 'compare'] },
  { model: 'thorough', pages: 400, tasks: ['summarise', 'extract', 'review', 'compare'] },
] as const;

/** Agents by what they do with a contract. */
const agents = {
  summarise: 'contract-summary',
  extract: 'clause-extraction',
  review: 'risk-review',
  compare: 'redline-comparison',
} as const;

export type Task = keyof typeof agents;

/** What can be asked for. */
export const tasks = Object.keys(agents) as readonly Task[];

/** The longest contract that a model reads. */
export const mostPages = Math.max(...models.map(({ pages }) => pages));

/** A request about one contract. */
export interface ContractRequest {
  readonly task: Task;
  /** Pages of the contract. */
  readonly pages: number;
  /** Whether a person waits for the answer. */
  readonly interactive: boolean;
}

/** Who answers, and with what. */
export interface Route {
  readonly agent: (typeof agents)[Task];
  readonly model: (typeof models)[number]['model'];
  /** `stream` to a person who waits, `task` for one that is looked at later. */
  readonly delivery: 'stream' | 'task';
}

/**
 * The least costly model that reads the contract and knows the task, asked by the task's agent. An
 * execution environment answers several requests at once, so nothing is kept between them.
 * @throws RangeError for a contract of more than `mostPages`
 */
export function routeOf({ task, pages, interactive }: ContractRequest): Route {
  const fitting = models.find(
    (candidate) => candidate.pages >= pages && (candidate.tasks as readonly Task[]).includes(task),
  );
  if (!fitting) throw new RangeError(`no model reads ${pages} pages`);
  const streams = interactive && fitting.model !== 'thorough';
  return { agent: agents[task], model: fitting.model, delivery: streams ? 'stream' : 'task' };
}
