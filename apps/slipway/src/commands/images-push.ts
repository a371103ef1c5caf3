import { join } from 'node:path/posix';
import { loadCatalog } from '@slipway/catalog';
import { identityForStage } from '../aws/identity';
import { noteFindings, refused } from '../findings-outcome';
import { servicesWithImages } from '../images/services-with-images';
import { buildAndPush } from '../images/docker';
import { eachService } from '../images/each-service';
import { lockImage } from '../images/image-lock';
import { Registry } from '../images/registry';
import { givenTag, imageTag, tagFromCommit } from '../images/tag';
import type { CommandContext, Outcome } from '../outcome';
import { deriveStageToBuild } from '../stage-input';
import { hasErrors } from '../terminal/findings';

/** Builds, pushes and locks images, each service's on its own. */
export async function pushImages(
  options: { readonly stage: string; readonly tag?: string },
  { root, terminal }: CommandContext,
  names: readonly string[],
): Promise<Outcome> {
  const { model, findings } = deriveStageToBuild(loadCatalog(root), options.stage);
  if (!model || hasErrors(findings)) return refused(findings, 'Nothing was built', terminal);
  const services = servicesWithImages(model, names);
  const release = options.tag === undefined ? await tagFromCommit(root) : givenTag(options.tag);
  noteFindings(findings, terminal);
  await identityForStage(model.stage);

  const registry = new Registry(model.stage);
  try {
    return await eachService(
      services,
      async (placed) => {
        const { name, folder } = placed.service;
        const { repository, architecture, dockerfile } = placed;
        const tag = imageTag(release, architecture);
        const image = `${await registry.open(repository)}:${tag}`;
        const present = await registry.digestOf(repository, { imageTag: tag });
        if (present)
          terminal.progress(`${name}: ${tag} is already in the registry, nothing is built`);
        else terminal.progress(`${name}: building ${image}`);
        const digest =
          present ??
          (await buildAndPush({
            context: root,
            dockerfile: join(folder, dockerfile),
            architecture,
            image,
            onLine: (line) => terminal.progress(`  ${line}`),
          }));
        lockImage(root, options.stage, placed, digest);
        terminal.result(`${name}: ${digest}`);
        return { service: name, architecture, digest, image };
      },
      terminal,
      findings,
    );
  } finally {
    registry.close();
  }
}
