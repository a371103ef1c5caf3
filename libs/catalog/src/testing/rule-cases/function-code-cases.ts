import type { RuleId } from '../../rules/rules';
import { functionFile, stageFile } from '../workspace';
import { inFunction, mailer, replaced, stage, type RuleCase } from './rule-case';

const entry = 'entry: src/handler.ts';
const layer = (name: string, region = 'eu-central-1'): string =>
  `arn:aws:lambda:${region}:123456789012:layer:${name}:1`;

/** Cases of the rules for the code of a function and what is laid over it. */
export const functionCodeCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1301: inFunction(
    entry,
    'folder: ., handler: index.handler',
    'folder: dist, handler: index.handler',
    `4:21 \`function.folder\` is .; allowed: a folder below the folder of the service
write \`folder: dist\``,
  ),
  SLP1302: inFunction(
    entry,
    "folder: dist, handler: 'index. handler'",
    'folder: dist, handler: index.handler',
    `4:36 \`function.handler\` is 'index. handler'; allowed: 1 to 128 characters without spaces
write \`handler: index.handler\``,
  ),
  SLP1303: inFunction(
    entry,
    'image: yes',
    'image: true',
    `4:20 \`function.image\` is yes; allowed: true or false
write \`image: true\``,
  ),
  SLP1304: inFunction(
    entry,
    `${entry}, folder: dist, handler: index.handler`,
    'folder: dist, handler: index.handler',
    `4:36 the code comes from \`entry\` and from \`folder\`
remove \`entry\` or \`folder\``,
  ),
  SLP1305: inFunction(
    entry,
    'folder: dist, handler: app::handler, runtime: python3.13',
    'folder: dist, handler: app.handler, runtime: python3.13',
    `4:27 \`function.handler\` is app::handler; for python3.13 it is module.function
write \`handler: app.handler\``,
  ),
  SLP1306: inFunction(
    entry,
    'runtime: java21',
    'runtime: java21, folder: dist, handler: example.Handler',
    `4:13 \`function.runtime\` is java21, and the function has no \`folder\` with code for it
add \`folder: dist\` and \`handler: example.Handler::handleRequest\``,
  ),
  SLP1307: inFunction(
    entry,
    'image: true, runtime: nodejs22.x',
    'image: true, dockerfile: docker/Dockerfile',
    `4:26 \`function.runtime\` is written, and the image brings its own
remove \`runtime\``,
  ),
  SLP1309: inFunction(
    entry,
    `layers: [${layer('shared').slice(0, -2)}]`,
    `layers: [${layer('shared')}]`,
    `4:22 \`function.layers[0]\` is ${layer('shared').slice(0, -2)}; allowed: ARNs of layer versions
write \`${layer('shared')}\``,
  ),
  SLP1310: inFunction(
    entry,
    `layers: [${['a', 'b', 'c', 'd', 'e', 'f'].map((name) => layer(name)).join(', ')}]`,
    `layers: [${['a', 'b', 'c', 'd', 'e'].map((name) => layer(name)).join(', ')}]`,
    `4:13 the function has 6 layers, and Lambda takes 5
put what is in them together, or into the code`,
  ),
  SLP1311: inFunction(
    entry,
    `layers: [${layer('shared', 'us-east-1')}]`,
    `layers: [${layer('shared')}]`,
    `4:22 \`function.layers[0]\` is of us-east-1, and stage dev is in eu-central-1
name the layer's version in eu-central-1; a stage may write its own \`function.layers\``,
  ),
  SLP1312: inFunction(
    entry,
    `layers: [${layer('tools-x86_64')}]`,
    `layers: [${layer('tools-arm64')}]`,
    `4:22 \`function.layers[0]\` is called tools-x86_64, and the function runs on arm64
name the layer for arm64, or write \`architecture: x86_64\``,
  ),
  SLP1317: {
    fails: inVpc('none'),
    passes: inVpc('single'),
    says: `${mailer}:4:13 mailer is in the VPC of stage dev, which has no NAT gateway
leave \`vpc\` out if it needs nothing in the VPC, or write \`natGateways: single\` in ${stageFile}`,
  },
};

function inVpc(natGateways: string): RuleCase['fails'] {
  return {
    [stageFile]: replaced(
      stage,
      'mode: default-vpc',
      `mode: dedicated, natGateways: ${natGateways}`,
    ),
    [mailer]: replaced(functionFile, entry, 'vpc: true'),
  };
}
