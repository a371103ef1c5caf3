import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { AgentReport, AgentResult, ApprovalRequest } from '../agent-report';
import type { AgentEventBody } from '../run-event';
import { finalStates } from '../run-record';
import type { DynamoEvents } from './dynamo-events';
import { recordSk, reportItem, reportSk, reportText, runKey, small } from './dynamo-items';
import { jitter, writeTries, type DynamoTable } from './dynamo-table';
import { claimableStates } from './memory-store';
import { StoreError, type AgentStore } from './store';

/** What agents write: the reports of their attempts, and events. */
export class DynamoAgentStore implements Omit<AgentStore, 'load'> {
  constructor(
    private readonly table: DynamoTable,
    private readonly events: DynamoEvents,
    private readonly retentionMs: number,
  ) {}

  async claim(report: AgentReport): Promise<'claimed' | 'duplicate' | 'superseded'> {
    const failed = await this.table.transact('claim', report.runId, [
      this.wanted(report, claimableStates, true),
      this.table.put(reportItem(report, this.retentionMs), 'attribute_not_exists(pk)'),
    ]);
    if (!failed) return 'claimed';
    if (failed.includes(0)) return 'superseded';
    const { Item } = await this.table.get('claim', report.runId, reportSk(report.attempt));
    return Item?.instance?.S === report.instance ? 'claimed' : 'duplicate';
  }

  beat(report: Omit<AgentReport, 'result'>): Promise<boolean> {
    return this.updateReport('beat', report, 'SET report = :value', reportText(report));
  }

  ask(report: AgentReport, request: ApprovalRequest): Promise<boolean> {
    return this.updateReport('ask', report, 'SET approval = :value', JSON.stringify(request));
  }

  async append(
    runId: string,
    attempt: number,
    at: number,
    events: readonly AgentEventBody[],
  ): Promise<void> {
    for (let tries = 0; tries < writeTries; tries++) {
      const bodies = events.map((event) => ({ ...event, attempt }));
      const items = await this.events.next(runId, at, bodies);
      if (!(await this.table.transact('append', runId, items))) {
        this.events.wrote(runId, events.length);
        return;
      }
      this.events.forget(runId);
      await jitter(tries);
    }
    throw new StoreError('append', runId);
  }

  async finish(
    report: AgentReport,
    result: AgentResult,
  ): Promise<'written' | 'exists' | 'superseded'> {
    const { runId, attempt, instance } = report;
    const value = JSON.stringify(result);
    small(runId, { result: { S: value } });
    const failed = await this.table.transact('finish', runId, [
      this.wanted(report, finalStates, false),
      {
        Update: {
          TableName: this.table.table,
          Key: runKey(runId, reportSk(attempt)),
          UpdateExpression: 'SET #result = :value',
          ConditionExpression: 'instance = :instance AND attribute_not_exists(#result)',
          ExpressionAttributeNames: { '#result': 'result' },
          ExpressionAttributeValues: { ':value': { S: value }, ':instance': { S: instance } },
        },
      },
    ]);
    if (!failed) return 'written';
    if (failed.includes(0)) return 'superseded';
    const { Item } = await this.table.get('finish', runId, reportSk(attempt));
    if (Item?.instance?.S !== instance) return 'superseded';
    // The answer to the write may have been lost: what is there is this agent's own.
    return 'exists';
  }

  private async updateReport(
    operation: string,
    { runId, attempt, instance }: Pick<AgentReport, 'runId' | 'attempt' | 'instance'>,
    expression: string,
    value: string,
  ): Promise<boolean> {
    try {
      await this.table.send(operation, runId, () =>
        this.table.client.send(
          new UpdateItemCommand({
            TableName: this.table.table,
            Key: runKey(runId, reportSk(attempt)),
            UpdateExpression: expression,
            ConditionExpression: 'instance = :instance',
            ExpressionAttributeValues: { ':value': { S: value }, ':instance': { S: instance } },
          }),
        ),
      );
      return true;
    } catch (error) {
      if ((error as Error).cause instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** A condition that the run still has the attempt, and that its state is or is not one of these. */
  private wanted(
    { runId, attempt }: AgentReport,
    states: readonly string[],
    isOne: boolean,
  ): TransactWriteItem {
    const names = states.map((_, index) => `:s${index}`);
    const isIn = `#state IN (${names.join(', ')})`;
    return {
      ConditionCheck: {
        TableName: this.table.table,
        Key: runKey(runId, recordSk),
        ConditionExpression: `#attempt = :attempt AND ${isOne ? isIn : `NOT ${isIn}`}`,
        ExpressionAttributeNames: { '#state': 'state', '#attempt': 'attempt' },
        ExpressionAttributeValues: {
          ':attempt': { N: String(attempt) },
          ...Object.fromEntries(states.map((state, index) => [`:s${index}`, { S: state }])),
        },
      },
    };
  }
}
