import { loadCatalog, type Stage } from '@slipway/catalog';
import type { ImagedService } from '@slipway/platform';
import { identityForStage } from '../aws/identity';
import { failed, wrongUsage } from '../failure';
import { noteFindings, refused } from '../findings-outcome';
import { servicesWithImages } from '../images/services-with-images';
import { copyImage } from '../images/docker';
import { eachService, type ImageResult } from '../images/each-service';
import { lockImage } from '../images/image-lock';
import { Registry } from '../images/registry';
import type { CommandContext, Outcome } from '../outcome';
import { deriveStage, deriveStageToBuild } from '../stage-input';
import { hasErrors } from '../terminal/findings';

interface PromoteOptions {
  readonly from: string;
  readonly to: string;
  /** Whose credentials read the one registry and write the other. */
  readonly fromProfile?: string;
  readonly toProfile?: string;
}

/**
 * Gives a stage the images of another: copies each into its registry, then its line into the lock.
 * Docker keeps one sign-in per registry host, so it reads and writes with the credentials of each.
 */
export async function promoteImages(
  options: PromoteOptions,
  { root, terminal }: CommandContext,
  names: readonly string[],
): Promise<Outcome> {
  if (options.from === options.to)
    throw wrongUsage(`Stage ${options.to} has its own images already`, 'name two stages');
  const catalog = loadCatalog(root);
  const from = deriveStage(catalog, options.from);
  const to = deriveStageToBuild(catalog, options.to);
  const findings = [...from.findings, ...to.findings];
  if (!from.model || !to.model || hasErrors(findings))
    return refused(findings, 'Nothing was promoted', terminal);
  const sources = new Map(
    servicesWithImages(from.model, []).map((placed) => [placed.service.name, placed]),
  );
  const services = servicesWithImages(to.model, names).filter(
    ({ service }) => names.length > 0 || sources.get(service.name)?.imageDigest,
  );
  noteFindings(findings, terminal);
  await checkCredentials(from.model.stage, to.model.stage, options);

  const source = new Registry(from.model.stage, options.fromProfile);
  const target = new Registry(to.model.stage, options.toProfile);
  const promote = async (placed: ImagedService): Promise<ImageResult> => {
    const { name } = placed.service;
    const { repository, digest } = imageToPromote(sources.get(name), placed, options);
    const image = `${await target.uriOf(placed.repository)}:${tagOf(digest)}`;
    const isThere = () => target.digestOf(placed.repository, { imageDigest: digest });
    if (!(await isThere())) {
      terminal.progress(`${name}: copying ${digest} to ${image}`);
      const original = `${await source.open(repository)}@${digest}`;
      // Last, since in one account both sign-ins are to one host, and the one that writes must stay.
      await target.open(placed.repository);
      await copyImage(original, image);
      if (!(await isThere()))
        throw failed(`${image} was written, but the registry has no ${digest}`);
    }
    lockImage(root, options.to, placed, digest);
    terminal.result(`${name}: ${digest}`);
    return { service: name, architecture: placed.architecture, digest, image };
  };
  try {
    return await eachService(services, promote, terminal, findings);
  } finally {
    source.close();
    target.close();
  }
}

/** Throws a Failure unless there are credentials of either stage's account. */
async function checkCredentials(
  from: Stage,
  to: Stage,
  { fromProfile, toProfile }: PromoteOptions,
): Promise<void> {
  if (from.account !== to.account && fromProfile === toProfile) {
    throw wrongUsage(
      `Stage ${from.name} is in account ${from.account} and stage ${to.name} in account ${to.account}: no credentials are of both`,
      `name a profile for each: --from-profile <profile of ${from.account}> --to-profile <profile of ${to.account}>`,
    );
  }
  await identityForStage(from, fromProfile);
  await identityForStage(to, toProfile);
}

/** The image that the source stage runs, if the target stage can run it. */
function imageToPromote(
  source: ImagedService | undefined,
  target: ImagedService,
  { from, to }: PromoteOptions,
): { readonly repository: string; readonly digest: string } {
  const { name } = target.service;
  if (!source)
    throw failed(
      `${name} does not run in stage ${from}`,
      `push it: slipway images push ${name} --stage ${to}`,
    );
  const { architecture } = source;
  if (architecture !== target.architecture) {
    throw failed(
      `${name} is ${architecture} in stage ${from} and ${target.architecture} in stage ${to}: one image cannot run in both`,
      `push it: slipway images push ${name} --stage ${to}`,
    );
  }
  if (!source.imageDigest) {
    throw failed(
      `${name} has no image in stage ${from}`,
      `push it: slipway images push ${name} --stage ${from}`,
    );
  }
  return { repository: source.repository, digest: source.imageDigest };
}

/** Untagged images are deleted after days, and a tag never moves: one made from the digest fits for good. */
function tagOf(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 32);
}
