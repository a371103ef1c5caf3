import { join, resolve } from 'node:path';
import type { Finding } from '@slipway/catalog';
import { lintRoutes, routeRules, type RouteSubject } from '@slipway/routing';
import {
  loadGraph,
  loadManifest,
  loadTerraform,
  placeOfSubject,
  readRouteTable,
  stageFactsOf,
  unreadOf,
  type Graph,
  type PartialRouteTable,
  type StageFacts,
  type Unread,
} from '@slipway/terraform-graph';
import { failed, wrongUsage } from '../failure';

export interface StacksOptions {
  readonly stage?: string;
  readonly out: string;
  readonly terraform?: string;
}

/** Synthesised stacks and what they say of routes. */
export interface Stacks extends PartialRouteTable {
  readonly graph: Graph;
  readonly facts: StageFacts;
  readonly unread: readonly Unread[];
  /** The stage, or the folder of another program's Terraform JSON. */
  readonly name: string;
}

/** Reads what the options name. Throws a Failure where nothing is synthesised, or it cannot be used. */
export function readStacks(root: string, { stage, out, terraform }: StacksOptions): Stacks {
  if (stage === undefined && terraform === undefined) {
    throw wrongUsage(
      'Nothing says which stacks are meant',
      'pass --stage <name>, or --terraform <folder> for those of another program',
    );
  }
  const given = terraform ?? out;
  const folder = resolve(root, given);
  const graph = loading(folder, given, () =>
    terraform === undefined
      ? loadGraph(folder, loadManifest(folder, { stage: stage ?? '' }))
      : loadTerraform(folder),
  );
  const facts = stageFactsOf(graph);
  const unread = unreadOf(graph);
  return { graph, facts, unread, name: stage ?? terraform ?? '', ...readRouteTable(graph) };
}

/** Errors of the graph that are no bug, by their names: each command is bundled with classes of its own. */
const known = ['NotSynthesisedError', 'StaleSynthError', 'NoTerraformError'];

function loading<T>(folder: string, given: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof Error) || !known.includes(error.name)) throw error;
    const message = error.message.replace(folder, given);
    const [, what = message, command] = /^(.*?)[:.] (?:run|Run) `(.*)`\.$/s.exec(message) ?? [];
    throw failed(what, command);
  }
}

/** A finding with the route or rule that it is about. */
export interface RouteFinding {
  readonly finding: Finding;
  readonly subject: RouteSubject;
}

/** What the rules about routes find in the stacks; positions are those of the files behind them. */
export function findingsOf({ graph, facts, table }: Stacks, folder: string): RouteFinding[] {
  const functionTimeouts = new Map(
    [...facts.functions].flatMap(([name, { timeout }]) =>
      typeof timeout === 'number' ? [[name, timeout] as const] : [],
    ),
  );
  return lintRoutes(table, { functionTimeouts }).map(({ rule, message, fix, subject }) => {
    const { file, line, service } = placeOfSubject(graph, subject);
    const { severity, why } = routeRules[rule];
    const shown = service === undefined && !file.endsWith('.yaml') ? join(folder, file) : file;
    const position = { file: shown, line, column: 1 };
    return { subject, finding: { rule, severity, position, message, why, fix } };
  });
}
