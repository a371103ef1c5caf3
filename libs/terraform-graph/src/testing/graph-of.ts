import { rmSync } from 'node:fs';
import type { Graph } from '../graph';
import { loadGraph } from '../load-graph';
import { ingressDocuments } from './ingress-documents';
import { writeStage } from './stage-folder';

type Documents = ReturnType<typeof ingressDocuments>;

/** The graph of the small stacks after `change` has been made to them. */
export function graphOf(change: (documents: Documents) => void): Graph {
  const documents = ingressDocuments();
  change(documents);
  const { outdir, manifest } = writeStage(documents);
  try {
    return loadGraph(outdir, manifest);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
