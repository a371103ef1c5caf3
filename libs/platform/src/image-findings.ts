import {
  localStage,
  type Finding,
  type BatchService,
  type HttpService,
  type Service,
  type Stage,
} from '@slipway/catalog';
import { positionIn, type ImageLock } from './locks/lock';
import { report } from './report';

type ImagedService = HttpService | BatchService;

/** What is wrong with the images of a stage's services. */
export function imageFindings(
  stage: Stage,
  services: readonly Service[],
  lock: ImageLock,
): Finding[] {
  // It runs from sources.
  if (stage.name === localStage) return [];
  const containers = services.filter((service) => service.kind !== 'function');
  return [
    ...containers.flatMap((service) => missing(stage, service, lock)),
    ...stale(stage, containers, lock),
  ];
}

function missing(
  stage: Stage,
  { name, container: { architecture }, at }: ImagedService,
  lock: ImageLock,
): Finding[] {
  const images = lock.entries.get(name)?.value ?? {};
  if (images[architecture] !== undefined) return [];
  const push = `npx slipway images push ${name} --stage ${stage.name}`;
  const [other] = Object.keys(images);
  if (other === undefined) {
    const message = `${name} has no image in stage ${stage.name}`;
    return [report('SLP2201', at('name'), message, push)];
  }
  const message = `${name} runs on ${architecture}, and its image in stage ${stage.name} is for ${other}`;
  const fix = `${push}; or set \`container.architecture\` to ${other}`;
  return [report('SLP2202', at('container.architecture'), message, fix)];
}

function stale(stage: Stage, containers: readonly ImagedService[], lock: ImageLock): Finding[] {
  const names = new Set(containers.map(({ name }) => name));
  return [...lock.entries.keys()]
    .filter((name) => !names.has(name))
    .sort()
    .map((name) =>
      report(
        'SLP2203',
        positionIn(lock, name),
        `the lock has an image of ${name}, which is no container service of stage ${stage.name}`,
        'delete the line',
      ),
    );
}
