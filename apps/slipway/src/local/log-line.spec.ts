import pc from 'picocolors';
import { readableLine } from './log-line';

const plain = pc.createColors(false);
const every = { time: 1_795_290_426_221, pid: 19_127, hostname: 'vm' };

test.each<[string, object, string]>([
  ['its message', { level: 30, ...every, msg: 'Server listening' }, 'Server listening'],
  [
    'its other fields after it',
    { level: 30, ...every, reqId: 'req-1', res: { statusCode: 200 }, msg: 'request completed' },
    'request completed reqId=req-1 res={"statusCode":200}',
  ],
  ['its level where it is more than information', { level: 40, msg: 'slow' }, 'warn slow'],
  ['a level in words', { level: 'ERROR', message: 'no table' }, 'ERROR no table'],
  [
    'the stack of an error below it',
    { level: 50, err: { type: 'Error', stack: 'Error: no\n    at main.ts:3' }, msg: 'no' },
    'error no\nError: no\n    at main.ts:3',
  ],
  [
    'its metrics',
    {
      _aws: {
        Timestamp: 1,
        CloudWatchMetrics: [{ Metrics: [{ Name: 'Runs' }, { Name: 'Idle' }] }],
      },
      ...{ Runs: 2, Stage: 'local' },
    },
    'metrics Runs=2',
  ],
  ['an error without a stack', { level: 50, err: 'no', msg: 'failed' }, 'error failed err=no'],
])('of a document it shows %s', (_, document, shown) => {
  expect(readableLine(JSON.stringify(document), plain)).toBe(shown);
});

test.each(['Ready', '', '{"level":30', '{"msg":"no level"}', '{"level":30,"msg":1}', '[1]', '{}'])(
  'leaves %j as it is',
  (line) => {
    expect(readableLine(line, plain)).toBe(line);
  },
);
