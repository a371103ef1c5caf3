import { localStage, type Finding, type Service, type Stage } from '@slipway/catalog';
import { imageSourceOf } from './images';
import { positionIn, type ImageLock } from './locks/lock';
import type { RetiredService } from './model';
import { report } from './report';

/** What is wrong with the images of a stage's services. */
export function imageFindings(
  stage: Stage,
  services: readonly Service[],
  retired: readonly RetiredService[],
  lock: ImageLock,
): Finding[] {
  // It runs from sources.
  if (stage.name === localStage) return [];
  const imaged = services.filter(imageSourceOf);
  return [
    ...imaged.flatMap((service) => missing(stage, service, lock)),
    ...stale(stage, [...imaged, ...retired], lock),
  ];
}

function missing(stage: Stage, service: Service, lock: ImageLock): Finding[] {
  const { name, kind, at } = service;
  const images = lock.entries.get(name)?.value ?? {};
  const architecture = imageSourceOf(service)?.architecture;
  if (architecture === undefined || images[architecture] !== undefined) return [];
  const push = `npx slipway images push ${name} --stage ${stage.name}`;
  const [other] = Object.keys(images);
  if (other === undefined) {
    const message = `${name} has no image in stage ${stage.name}`;
    return [report('SLP2201', at('name'), message, push)];
  }
  const setting = `${kind === 'function' ? 'function' : 'container'}.architecture`;
  const message = `${name} runs on ${architecture}, and its image in stage ${stage.name} is for ${other}`;
  const fix = `${push}; or set \`${setting}\` to ${other}`;
  return [report('SLP2202', at(setting), message, fix)];
}

/** Lines of services that neither run from an image nor keep a registry with images. */
function stale(
  stage: Stage,
  known: readonly { readonly name: string }[],
  lock: ImageLock,
): Finding[] {
  const names = new Set(known.map(({ name }) => name));
  return [...lock.entries.keys()]
    .filter((name) => !names.has(name))
    .sort()
    .map((name) =>
      report(
        'SLP2203',
        positionIn(lock, name),
        `the lock has an image of ${name}, which runs from no image in stage ${stage.name}`,
        'delete the line',
      ),
    );
}
