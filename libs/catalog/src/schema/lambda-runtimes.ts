/** What a runtime of Lambda asks of the code it is given. */
interface RuntimeNeeds {
  /** A whole handler. */
  readonly handler: RegExp;
  /** The form of a handler, as messages say it. */
  readonly form: string;
  readonly example: string;
  /** Files by which the runtime can find a handler, of which it needs one; none where only it can tell. */
  readonly files: (handler: string) => readonly string[];
}

const node: RuntimeNeeds = {
  handler: /^([^\s/]+\/)*[^\s/.]+\.[A-Za-z_$][\w$]*$/,
  form: 'module.export',
  example: 'index.handler',
  files: (handler) => ['.js', '.mjs', '.cjs'].map((end) => withoutEnd(handler) + end),
};

const python: RuntimeNeeds = {
  handler: /^\w+([./]\w+)*\.[A-Za-z_]\w*$/,
  form: 'module.function',
  example: 'app.handler',
  files: (handler) => {
    const module = withoutEnd(handler).replaceAll('.', '/');
    return [`${module}.py`, `${module}/__init__.py`];
  },
};

const ruby: RuntimeNeeds = {
  handler: /^\w+(\/\w+)*\.([A-Z]\w*(::[A-Z]\w*)*\.)?[a-z_]\w*[?!]?$/,
  form: 'file.method or file.Class.method',
  example: 'function.handler',
  files: (handler) => [`${handler.split('.', 1)[0]}.rb`],
};

const java: RuntimeNeeds = {
  handler: /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*(::[A-Za-z_$][\w$]*)?$/,
  form: 'package.Class or package.Class::method',
  example: 'example.Handler::handleRequest',
  // The class can be in any archive below `lib`.
  files: () => [],
};

const dotnet: RuntimeNeeds = {
  handler: /^[\w.-]+(::[\w.+]+::\w+)?$/,
  form: 'Assembly or Assembly::Namespace.Class::Method',
  example: 'Orders::Orders.Function::Handler',
  files: (handler) => [`${handler.split('::', 1)[0]}.dll`],
};

/** The executable reads the handler itself, from a variable. */
const provided: RuntimeNeeds = {
  handler: /^\S+$/,
  form: 'any word',
  example: 'bootstrap',
  files: () => ['bootstrap'],
};

/**
 * Runtimes that functions can have, those that Lambda maintains and version 6.25 of the AWS provider
 * knows. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const lambdaRuntimes = {
  'nodejs22.x': node,
  'nodejs24.x': node,
  'nodejs20.x': node,
  'python3.14': python,
  'python3.13': python,
  'python3.12': python,
  java25: java,
  java21: java,
  java17: java,
  dotnet8: dotnet,
  'ruby3.4': ruby,
  'ruby3.3': ruby,
  'provided.al2023': provided,
} as const satisfies Record<string, RuntimeNeeds>;

export type LambdaRuntime = keyof typeof lambdaRuntimes;

/** Runtimes that modules are bundled for. */
export type NodeRuntime = Extract<LambdaRuntime, `nodejs${string}`>;

export function isNodeRuntime(runtime: LambdaRuntime): runtime is NodeRuntime {
  return runtime.startsWith('nodejs');
}

/** Files of a prepared folder of which one must be there for Lambda to find a handler; empty where any may do. */
export function handlerFiles(runtime: LambdaRuntime, handler: string): readonly string[] {
  return lambdaRuntimes[runtime].files(handler);
}

function withoutEnd(handler: string): string {
  return handler.slice(0, handler.lastIndexOf('.'));
}
