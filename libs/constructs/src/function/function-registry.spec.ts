import { PlatformStack } from '../platform-stack';
import { schemaFindings } from '../schema-check/schema-findings';
import { sampleStage } from '../testing/sample-model';
import { sampleFunctionService } from '../testing/sample-services';
import { synthesised } from '../testing/synthesised-stack';
import { FunctionRegistry } from './function-registry';

const stack = synthesised((app) => {
  const compute = new PlatformStack(app, 'compute', sampleStage());
  new FunctionRegistry(compute, compute, sampleFunctionService('reports'));
  return compute;
});

test('only the function of the registry makes Lambda pull from it', () => {
  const { attributes } = stack.one('aws_ecr_repository_policy');
  expect(JSON.parse(String(attributes['policy']))).toMatchObject({
    Statement: [
      {
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: {
          ArnLike: {
            'aws:SourceArn':
              'arn:aws:lambda:eu-central-1:123456789012:function:slipway-dev-reports*',
          },
        },
      },
    ],
  });
  expect(schemaFindings(stack.json)).toEqual([]);
});
