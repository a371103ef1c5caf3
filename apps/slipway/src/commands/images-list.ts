import { ExitCode } from '../exit-code';
import { noteFindings, refused } from '../findings-outcome';
import { servicesWithImages } from '../images/services-with-images';
import type { CommandContext, Outcome } from '../outcome';
import { readStage } from '../stage-input';
import { hasErrors } from '../terminal/findings';
import { formatTable } from '../terminal/table';

/** Which image each service of a stage that runs from one has, as its lock says. */
export async function listImages(
  options: { readonly stage: string },
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const { model, findings } = readStage(root, options.stage);
  if (!model || hasErrors(findings)) return refused(findings, 'Nothing is listed', terminal);
  noteFindings(findings, terminal);
  const images = servicesWithImages(model, []).map(
    ({ service, repository, architecture, imageDigest }) => ({
      service: service.name,
      kind: service.kind,
      repository,
      architecture,
      digest: imageDigest ?? null,
    }),
  );
  const rows = images.map(({ service, kind, architecture, digest, repository }) => [
    service,
    architecture,
    digest ??
      terminal.out.yellow(
        kind === 'http' ? 'no image: its route answers 503' : 'no image: it has no route',
      ),
    repository,
  ]);
  terminal.result(
    formatTable(['service', 'architecture', 'image', 'repository'], rows, terminal.out),
  );
  return { exitCode: ExitCode.ok, findings, result: { stage: options.stage, images } };
}
