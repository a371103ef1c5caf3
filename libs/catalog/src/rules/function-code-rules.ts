import type { Rule } from './rule';

const layers = 'https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html';

/** What must hold for the code of a function and for what is laid over it. */
export const functionCodeRules = {
  SLP1301: {
    severity: 'error',
    title: '`function.folder`: a folder below the folder of the service',
    why: 'all that is in it is zipped and deployed, so it holds nothing but the code',
  },
  SLP1302: {
    severity: 'error',
    title: '`function.handler`: 1 to 128 characters without spaces',
    why: 'Lambda takes no other',
    reference: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
  },
  SLP1303: {
    severity: 'error',
    title: '`function.image` and `function.vpc` and `function.warm`: true or false',
    why: 'each is there or it is not',
  },
  SLP1304: {
    severity: 'error',
    title: 'The code of a function comes from one place: `entry`, `folder` or `image`',
    why: 'Lambda runs one of them, and the others would be left out without a word',
  },
  SLP1305: {
    severity: 'error',
    title: '`function.folder` goes with a `handler` in the form of its runtime',
    why: 'Lambda accepts any text and fails at the first call, since it finds nothing to call',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/foundation-progmodel.html',
  },
  SLP1306: {
    severity: 'error',
    title: 'A function that is bundled runs on Node.js',
    why: '`entry` is bundled into a JavaScript module; for other runtimes the code is prepared in a folder',
  },
  SLP1307: {
    severity: 'error',
    title: 'Settings of a function go with where its code comes from',
    why: 'Lambda refuses a runtime, a handler and layers for an image, and elsewhere the setting would have no effect',
    reference: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
  },
  SLP1309: {
    severity: 'error',
    title: '`function.layers`: ARNs of layer versions',
    why: 'Lambda takes a version only, which `:1` at the end of the ARN names',
    reference: layers,
  },
  SLP1310: {
    severity: 'error',
    title: 'A function has at most five layers, each once',
    why: 'Lambda refuses more, and two versions of one layer, after plan has accepted them',
    reference: layers,
  },
  SLP1311: {
    severity: 'error',
    title: 'Layers are of the region of the stage',
    why: 'Lambda refuses a layer of another region, after plan has accepted it',
    reference: layers,
  },
  SLP1312: {
    severity: 'warning',
    title: 'Layers are for the architecture of the function',
    why: 'Lambda accepts a layer for another processor, and what is compiled in it fails at the first call',
    reference: layers,
  },
  SLP1317: {
    severity: 'warning',
    title: 'A function in the VPC has a way out of it',
    why: 'a function in a VPC never gets a public IP, so from a public subnet it reaches neither the internet nor services of AWS',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html',
  },
} as const satisfies Record<string, Rule>;
