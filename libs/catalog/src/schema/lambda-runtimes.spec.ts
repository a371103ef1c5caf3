import { handlerFiles, lambdaRuntimes, type LambdaRuntime } from './lambda-runtimes';

const runtimes = Object.keys(lambdaRuntimes) as LambdaRuntime[];

test.each(runtimes)('%s takes the handler that its messages show', (runtime) => {
  const { handler, example } = lambdaRuntimes[runtime];
  expect(example).toMatch(handler);
});

test.each([
  ['nodejs22.x', 'dist/app.main', ['dist/app.js', 'dist/app.mjs', 'dist/app.cjs']],
  ['python3.13', 'orders.app.handler', ['orders/app.py', 'orders/app/__init__.py']],
  ['ruby3.4', 'app.Orders::Handler.call', ['app.rb']],
  ['dotnet8', 'Orders::Orders.Function::Handler', ['Orders.dll']],
  ['provided.al2023', 'anything', ['bootstrap']],
  ['java21', 'example.Handler', []],
] as const)('%s finds %s in %j', (runtime, handler, files) => {
  expect(handler).toMatch(lambdaRuntimes[runtime].handler);
  expect(handlerFiles(runtime, handler)).toEqual(files);
});

test.each([
  ['nodejs22.x', 'index'],
  ['nodejs22.x', 'index.a.b'],
  ['python3.13', 'app'],
  ['python3.13', 'app::handler'],
  ['java21', 'example.Handler:handle'],
  ['dotnet8', 'Orders::Handler'],
] as const)('%s does not take %s', (runtime, handler) => {
  expect(handler).not.toMatch(lambdaRuntimes[runtime].handler);
});
