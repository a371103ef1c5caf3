import { evaluateRules } from './listener-rules';
import type { ApplicationListener, ListenerRule, RuleCondition } from './route-table';

const paths = (...values: string[]): RuleCondition => ({ field: 'path-pattern', values });
const hosts = (...values: string[]): RuleCondition => ({ field: 'host-header', values });

function rule(priority: number, ...conditions: RuleCondition[]): ListenerRule {
  return { priority, conditions, action: { type: 'forward', targetGroup: `group-${priority}` } };
}

function listener(...rules: ListenerRule[]): ApplicationListener {
  return {
    applicationLoadBalancer: 'alb',
    port: 80,
    rules,
    defaultAction: { type: 'forward', targetGroup: 'default' },
  };
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
describe('the winner', () => {
  const quotes = rule(10, paths('/quotes', '/quotes/*'));
  const all = rule(20, paths('/*'));

  it('is the first by priority, and not the most specific', () => {
    expect(evaluateRules(listener(rule(5, paths('/*')), quotes), { path: '/quotes' }).rule).toEqual(
      rule(5, paths('/*')),
    );
  });

  it('meets any value of a condition', () => {
    for (const path of ['/quotes', '/quotes/1']) {
      expect(evaluateRules(listener(quotes, all), { path }).rule).toBe(quotes);
    }
  });

  it('meets every condition', () => {
    const both = rule(1, paths('/quotes'), hosts('a.example'));
    const won = (host?: string) => evaluateRules(listener(both), { path: '/quotes', host }).rule;
    expect(won('a.example')).toBe(both);
    expect(won('b.example')).toBeUndefined();
    expect(won()).toBeUndefined();
  });

  it('compares hosts without regard to case, and paths with it', () => {
    const one = rule(1, paths('/Quotes'), hosts('*.Example.com'));
    const won = (path: string) => evaluateRules(listener(one), { path, host: 'API.example.COM' });
    expect(won('/Quotes').rule).toBe(one);
    expect(won('/quotes').rule).toBeUndefined();
  });

  it('is a rule without conditions where it comes to it', () => {
    expect(evaluateRules(listener(rule(1)), { path: '/' }).rule).toEqual(rule(1));
  });

  it('is nobody where no rule matches', () => {
    const evaluation = evaluateRules(listener(quotes), { path: '/orders' });
    expect(evaluation.rule).toBeUndefined();
    expect(evaluation.losers).toHaveLength(1);
  });
});

test.each<[name: string, condition: RuleCondition, host: string | undefined, reason: string]>([
  ['one pattern', paths('/quotes'), undefined, 'path /orders does not match /quotes'],
  [
    'several patterns',
    paths('/quotes', '/quotes/*'),
    undefined,
    'path /orders matches none of /quotes, /quotes/*',
  ],
  ['a host', hosts('a.example'), 'b.example', 'host b.example does not match a.example'],
  ['no host', hosts('a.example'), undefined, 'a request without host does not match a.example'],
])('a rule that loses by %s says so', (_, condition, host, reason) => {
  const loser = rule(1, condition);
  const winner = rule(2, paths('/*'));
  const { losers } = evaluateRules(listener(loser, winner, rule(3, paths('/x'))), {
    path: '/orders',
    host,
  });
  expect(losers).toEqual([{ rule: loser, reason }]);
});

test('why a rule loses is put into words only for who asks', () => {
  const values = ['/quotes', '/quotes/*'];
  const join = jest.spyOn(values, 'join');
  const { losers } = evaluateRules(listener(rule(1, { field: 'path-pattern', values })), {
    path: '/orders',
  });
  expect(join).not.toHaveBeenCalled();
  expect(losers.at(-1)?.reason).toBe('path /orders matches none of /quotes, /quotes/*');
});
