import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';

/** Index of what is due: runs that wait, and runs that somebody has to look at. */
const dueIndex = 'due';

/**
 * The table of runs: the only authority on what runs, so it can be restored to any second of 35 days, and
 * a `destroy` does not take it along. DynamoDB encrypts it with a key of AWS's own, for which no role
 * needs rights.
 */
export class RunTable extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly indexArn: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    // checkov CKV_AWS_119 aws_dynamodb_table.orchestrator_runs_*: DynamoDB encrypts it with a key
    // of AWS's own, for which no role needs rights (platform-team, until 2027-11-30)
    const table = new DynamodbTable(this, 'table', {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'pk',
      rangeKey: 'sk',
      attribute: [
        { name: 'pk', type: 'S' },
        { name: 'sk', type: 'S' },
        { name: 'duePk', type: 'S' },
        { name: 'dueAt', type: 'N' },
      ],
      globalSecondaryIndex: [
        {
          name: dueIndex,
          hashKey: 'duePk',
          rangeKey: 'dueAt',
          // Every host in the queue reads the queue: without the records, which hold payloads.
          projectionType: 'INCLUDE',
          nonKeyAttributes: ['scopes'],
        },
      ],
      ttl: { attributeName: 'expiresAt', enabled: true },
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: true,
    });
    this.name = name;
    this.arn = table.arn;
    this.indexArn = `${table.arn}/index/${dueIndex}`;
  }
}
