import { CallError } from '@slipway/version-pruner';
import { pruneFailure } from './pruned-region';

const failureOf = (...[failure, message]: ['denied' | 'transient' | 'refused', string]) =>
  pruneFailure(new CallError('ListFunctions', failure, message), 'list the functions', 'eu-x-1');

it.each([
  [
    'a region that does not exist is a wrong option',
    failureOf('transient', 'Error: getaddrinfo ENOTFOUND lambda.eu-x-1.amazonaws.com'),
    { exitCode: 2, message: expect.stringContaining('eu-x-1 is no region that AWS answers in') },
  ],
  [
    'a permission that is lacking is named, with the page that lists them',
    failureOf('denied', 'AccessDeniedException: no'),
    { exitCode: 3, message: expect.stringContaining('ListFunctions: AccessDeniedException: no') },
  ],
  [
    'an error of AWS is told as it is',
    failureOf('refused', 'ServiceException: oh'),
    { exitCode: 1, message: expect.stringContaining('AWS did not list the functions in eu-x-1') },
  ],
])('%s', (_, failure, expected) => {
  expect(failure).toMatchObject(expected);
});

it('an error of the program stays one', () => {
  const bug = new TypeError('x is not a function');
  expect(pruneFailure(bug, 'list the functions', 'eu-x-1')).toBe(bug);
});
