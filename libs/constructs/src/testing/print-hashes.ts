import { bundleFunctions } from '../function/bundle-functions';
import { sampleFunctionService } from './sample-services';

/** Packs the module of `tenants` and the folder of `reports` in the workspace given as argument, and prints their hashes. */
const [, , root = ''] = process.argv;
const { service: tenants } = sampleFunctionService('tenants');
const { service: reports } = sampleFunctionService('reports');
const folder = { ...reports.function, folder: 'dist', handler: 'index.handler' };
const bundles = bundleFunctions(root, [tenants, { ...reports, function: folder }]);
const hashes = [...bundles].map(([name, { sourceCodeHash }]) => [name, sourceCodeHash]);
process.stdout.write(JSON.stringify(Object.fromEntries(hashes)));
