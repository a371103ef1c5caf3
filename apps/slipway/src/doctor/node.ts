import type { Requirement } from './requirement';

/** The launcher has refused a Node.js that is too old, so this one will do. */
export function checkNode(): Requirement {
  return { name: 'Node.js', neededFor: 'everything', state: 'ok', found: process.versions.node };
}
