import type { Finding } from '../finding';
import { report } from '../report';
import { isNodeRuntime, lambdaRuntimes } from '../schema/lambda-runtimes';
import { layerArn } from '../schema/function-schema';
import type { FunctionService } from '../service';

/** What is wrong with where the code of a function comes from, and with what is laid over it. */
export function functionCodeFindings(service: FunctionService): Finding[] {
  return [
    ...sourceFindings(service),
    ...foreignSettings(service),
    ...runtimeFindings(service),
    ...layerFindings(service),
  ];
}

function sourceFindings({ function: settings, at }: FunctionService): Finding[] {
  const { entry, folder, image } = settings;
  const sources = [
    ...(entry === undefined ? [] : ['entry']),
    ...(folder === undefined ? [] : ['folder']),
    ...(image ? ['image'] : []),
  ];
  const [first, second] = sources;
  if (second === undefined) return [];
  const message = `the code comes from \`${first}\` and from \`${second}\``;
  const fix = `remove \`${first}\` or \`${second}\``;
  return [report('SLP1304', at(`function.${second}`), message, fix)];
}

/** Settings that nothing reads where the code comes from. */
function foreignSettings({ function: settings, at }: FunctionService): Finding[] {
  const { folder, handler, image, dockerfile, runtime, layers } = settings;
  const foreign: [key: string, written: boolean, reason: string, fix: string][] = image
    ? [
        ['runtime', runtime !== undefined, 'the image brings its own', 'remove `runtime`'],
        [
          'handler',
          handler !== undefined,
          'the image names it by CMD in its Dockerfile',
          'remove `handler`',
        ],
        [
          'layers',
          layers.length > 0,
          'an image takes none',
          'copy what is in them by the Dockerfile, and remove `layers`',
        ],
      ]
    : [
        [
          'handler',
          handler !== undefined && folder === undefined,
          'of `entry` it is always the export `handler`',
          'remove `handler`, or add `folder`',
        ],
        [
          'dockerfile',
          dockerfile !== undefined,
          'the function has no image',
          'remove `dockerfile`, or add `image: true`',
        ],
      ];
  return foreign.flatMap(([key, written, reason, fix]) =>
    written
      ? [
          report(
            'SLP1307',
            at(`function.${key}`),
            `\`function.${key}\` is written, and ${reason}`,
            fix,
          ),
        ]
      : [],
  );
}

function runtimeFindings({ function: settings, at }: FunctionService): Finding[] {
  const { folder, handler, image, runtime = 'nodejs22.x' } = settings;
  if (image) return [];
  if (folder === undefined) {
    if (isNodeRuntime(runtime)) return [];
    const message = `\`function.runtime\` is ${runtime}, and the function has no \`folder\` with code for it`;
    const fix = `add \`folder: dist\` and \`handler: ${lambdaRuntimes[runtime].example}\``;
    return [report('SLP1306', at('function.runtime'), message, fix)];
  }
  const { form, example, handler: pattern } = lambdaRuntimes[runtime];
  if (handler === undefined) {
    const message = `\`function.folder\` is ${folder}, and \`function.handler\` does not say what to call in it`;
    return [report('SLP1305', at('function.folder'), message, `add \`handler: ${example}\``)];
  }
  if (pattern.test(handler)) return [];
  const message = `\`function.handler\` is ${handler}; for ${runtime} it is ${form}`;
  return [report('SLP1305', at('function.handler'), message, `write \`handler: ${example}\``)];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxLayers = 5;

function layerFindings({ function: { layers }, at }: FunctionService): Finding[] {
  const names = layers.map((arn) => arn.replace(/:\d+$/, ''));
  const repeated = layers.flatMap((arn, index) => {
    const first = names.indexOf(names[index] ?? '');
    if (first === index) return [];
    const message = `\`function.layers[${index}]\` is ${arn}, of the same layer as \`function.layers[${first}]\``;
    return [report('SLP1310', at(`function.layers.${index}`), message, 'keep one of them')];
  });
  if (layers.length <= maxLayers) return repeated;
  const message = `the function has ${layers.length} layers, and Lambda takes ${maxLayers}`;
  const fix = 'put what is in them together, or into the code';
  return [...repeated, report('SLP1310', at('function.layers'), message, fix)];
}

/** Parts of the ARN of a layer version. */
export function layerParts(arn: string): Readonly<Record<string, string>> {
  return layerArn.exec(arn)?.groups ?? {};
}
