export { FakeError, FakeLambda } from './fake-lambda';
export { LambdaServer } from './lambda-server';
export { failing } from './protection-case';
export { oldVersions, settings } from './prune';
