import { awsBackends } from './aws-worlds';
import { runKillPoints } from './kit';
import { killScenarios } from './scenarios';

/** Each command goes over HTTP; the rest of the courses is taken in memory, by the same hosts. */
const names = ['success', 'cancelled while it starts', 'answer to the start is lost'];

test('whatever command of ECS or AgentCore a host dies at, nothing leaks', async () => {
  const scenarios = killScenarios.filter(({ name }) => names.includes(name));
  const report = await runKillPoints(awsBackends, { scenarios });
  process.stderr.write(
    `Kill points: ${report.points} points × ${report.backends} backends × ${report.hosts} hosts, ` +
      `${report.cases} cases\n`,
  );
  expect(report.failures.slice(0, 5)).toEqual([]);
  expect(Object.values(report.calls).every((kills) => kills > 0)).toBe(true);
  const commands = Object.keys(report.calls).filter((call) => /^(ecs|agentcore)\./.test(call));
  expect(commands).toEqual([
    'agentcore.InvokeAgentRuntimeCommand',
    'agentcore.StopRuntimeSessionCommand',
    'ecs.DescribeTasksCommand',
    'ecs.ListTasksCommand',
    'ecs.RunTaskCommand',
    'ecs.StopTaskCommand',
  ]);
}, 600_000);
