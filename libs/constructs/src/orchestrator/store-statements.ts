import { allow, type PolicyStatement } from '../policy';

/** ARNs of what the orchestrator and its agents keep runs in. */
export interface RunStore {
  readonly tableArn: string;
  readonly indexArn: string;
  readonly bucketArn: string;
}

/** Calls to the items of a table; transactions are checked by them too. */
const itemActions = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
];

/** What the functions of the orchestrator do with the table and the payloads. */
export function storeStatements({ tableArn, indexArn, bucketArn }: RunStore): PolicyStatement[] {
  return [
    allow('KeepRuns', [...itemActions, 'dynamodb:DeleteItem'], tableArn),
    allow('FindDue', ['dynamodb:Query'], indexArn),
    ...payloadStatements(bucketArn),
  ];
}

/**
 * What an agent does with them: it reads and writes runs, of which its own is one, and neither queue nor
 * limits nor debts.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function agentStoreStatements({ tableArn, bucketArn }: RunStore): PolicyStatement[] {
  return [
    allow('ReportRun', itemActions, tableArn, {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['RUN#*'] },
      // Without keys in the request the condition above would hold for any of them.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    }),
    ...payloadStatements(bucketArn),
  ];
}

function payloadStatements(bucketArn: string): PolicyStatement[] {
  return [
    allow('UsePayloads', ['s3:GetObject', 's3:PutObject'], `${bucketArn}/*`),
    // Without it S3 says of a payload that is gone that it is forbidden.
    allow('FindPayloads', ['s3:ListBucket'], bucketArn),
  ];
}
