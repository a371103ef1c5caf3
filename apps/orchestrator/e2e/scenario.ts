import type { Orchestrator } from './orchestrator';

/** The agent of a run that works now. */
export interface Agents {
  /** Process id of the agent; undefined where none runs. */
  pidOf(runId: string): number | undefined;
}

/** A run is submitted, followed, approved and done; returns its id. */
export async function approvedRun(orchestrator: Orchestrator): Promise<string> {
  const payload = { topic: 'ropes', sections: 2, askBelow: 0.9 };
  const { status, body } = await orchestrator.submit('ann', payload);
  expect(status).toBe(201);
  const { runId } = body;
  const asking = await orchestrator.until(runId, ({ state }) => state === 'suspended');
  expect(asking).toMatchObject({ approval: { id: 'publish' } });
  const answer = { approved: true, by: 'bob', comment: 'go' };
  expect((await orchestrator.call(`/${runId}/approvals/publish`, answer)).status).toBe(200);
  expect(await orchestrator.end(runId)).toMatchObject({
    state: 'succeeded',
    outcome: {
      type: 'succeeded',
      value: { value: { sections: ['ropes, part 1', 'ropes, part 2'] } },
    },
  });
  const events = await orchestrator.history(runId);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const types = new Set(events.map(({ type }) => type));
  for (const type of ['hand-off', 'tool-call', 'progress', 'approval-requested', 'ended']) {
    expect(types).toContain(type);
  }
  return runId;
}

/** The agent of a run is killed, that is seen, and another attempt does the work; returns the run's id. */
export async function killedRun(orchestrator: Orchestrator, agents: Agents): Promise<string> {
  const payload = { topic: 'sails', sections: 6, sectionMs: 1_000 };
  const { runId } = (await orchestrator.submit('ben', payload)).body;
  await orchestrator.event(runId, 'tool-call');
  const pid = agents.pidOf(runId);
  if (pid === undefined) throw new Error(`no agent of ${runId} runs`);
  process.kill(pid, 'SIGKILL');
  expect(await orchestrator.end(runId)).toMatchObject({ state: 'succeeded', sessions: 2 });
  expect(await orchestrator.history(runId)).toContainEqual(
    expect.objectContaining({ type: 'attempt-failed', attempt: 1, reason: 'exited' }),
  );
  return runId;
}

/** A run is cancelled while its agent works, and its user's next run takes its slot; returns both ids. */
export async function cancelledRun(
  orchestrator: Orchestrator,
  agents: Agents,
): Promise<{ readonly cancelled: string; readonly next: string }> {
  const long = { topic: 'knots', sections: 1_000, sectionMs: 1_000 };
  const { runId: cancelled } = (await orchestrator.submit('cem', long)).body;
  await orchestrator.until(cancelled, ({ state }) => state === 'running');
  expect(agents.pidOf(cancelled)).toBeDefined();
  const { runId: next } = (await orchestrator.submit('cem', { topic: 'masts', sections: 1 })).body;
  expect((await orchestrator.call(`/${next}`)).body).toMatchObject({ state: 'queued' });
  const decision = { by: 'cem', reason: 'enough' };
  expect((await orchestrator.call(`/${cancelled}/cancel`, decision)).status).toBe(202);
  expect(await orchestrator.end(cancelled)).toMatchObject({
    state: 'cancelled',
    outcome: decision,
  });
  expect(agents.pidOf(cancelled)).toBeUndefined();
  expect(await orchestrator.end(next)).toMatchObject({ state: 'succeeded' });
  return { cancelled, next };
}
