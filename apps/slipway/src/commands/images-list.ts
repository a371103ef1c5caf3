import { ExitCode } from '../exit-code';
import { noteFindings, refused } from '../findings-outcome';
import { containerServices } from '../images/container-services';
import type { CommandContext, Outcome } from '../outcome';
import { readStage } from '../stage-input';
import { hasErrors } from '../terminal/findings';
import { formatTable } from '../terminal/table';

/** Which image each container service of a stage runs, as its lock says. */
export async function listImages(
  options: { readonly stage: string },
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const { model, findings } = readStage(root, options.stage);
  if (!model || hasErrors(findings)) return refused(findings, 'Nothing is listed', terminal);
  noteFindings(findings, terminal);
  const images = containerServices(model, []).map(({ service, names, imageDigest }) => ({
    service: service.name,
    repository: names.repository,
    architecture: service.container.architecture,
    digest: imageDigest ?? null,
  }));
  const rows = images.map(({ service, architecture, digest, repository }) => [
    service,
    architecture,
    digest ?? terminal.out.yellow('no image: its route answers 503'),
    repository,
  ]);
  terminal.result(
    formatTable(['service', 'architecture', 'image', 'repository'], rows, terminal.out),
  );
  return { exitCode: ExitCode.ok, findings, result: { stage: options.stage, images } };
}
