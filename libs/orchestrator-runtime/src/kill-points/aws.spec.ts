import { awsBackends } from './aws-worlds';
import { killHosts } from './hosts';
import { takeHosts } from './take-hosts';

/** Each command goes over HTTP: the other hosts are taken where there is time. */
const names = process.env.KILL_POINTS === 'all' ? killHosts.map(({ name }) => name) : ['worker'];

test.each(names)(
  'whatever command of ECS or AgentCore the %s dies at, nothing leaks',
  async (name) => {
    const { calls } = await takeHosts(awsBackends, [name]);
    expect(Object.keys(calls).filter((call) => /^(ecs|agentcore)\./.test(call))).toEqual([
      'agentcore.InvokeAgentRuntimeCommand',
      'agentcore.StopRuntimeSessionCommand',
      'ecs.DescribeTasksCommand',
      'ecs.ListTasksCommand',
      'ecs.RunTaskCommand',
      'ecs.StopTaskCommand',
    ]);
  },
  3_600_000,
);
