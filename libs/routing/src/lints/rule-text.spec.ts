import type { ListenerAction, RuleCondition } from '../route-table';
import { actionText, conditionsText } from './rule-text';

test.each<[condition: RuleCondition, text: string]>([
  [{ field: 'path-pattern', values: ['/a', '/b/*'] }, 'path /a, /b/*'],
  [{ field: 'host-header', values: [], regexValues: ['^a'] }, 'host regex ^a'],
  [{ field: 'http-header', name: 'X-Tier', values: ['gold'] }, 'header X-Tier: gold'],
  [{ field: 'http-request-method', values: ['GET', 'PUT'] }, 'verb GET, PUT'],
  [{ field: 'query-string', values: [{ key: 'v', value: '1' }, { value: 'x*' }] }, 'query v=1, x*'],
  [{ field: 'source-ip', values: ['10.0.0.0/8'] }, 'address 10.0.0.0/8'],
  [
    { field: 'unknown', values: [], reason: 'depends on `var`' },
    'a condition that depends on `var`',
  ],
])('%j is %s', (condition, text) => {
  const action = { type: 'forward', targetGroup: 'a' } as const;
  expect(conditionsText({ priority: 1, conditions: [condition], action })).toBe(text);
});

test('a rule without conditions takes everything', () => {
  const action = { type: 'forward', targetGroup: 'a' } as const;
  expect(conditionsText({ priority: 1, conditions: [], action })).toBe('everything');
});

test.each<[action: ListenerAction, text: string]>([
  [{ type: 'forward', targetGroup: 'a' }, 'forwards to a'],
  [
    {
      type: 'weighted-forward',
      targetGroups: [
        { targetGroup: 'a', weight: 9 },
        { targetGroup: 'b', weight: 1 },
      ],
    },
    'forwards to a (9), b (1)',
  ],
  [{ type: 'fixed-response', statusCode: 410, contentType: '', body: '' }, 'answers 410'],
  [{ type: 'redirect', statusCode: 301, location: 'https://a/' }, 'redirects to https://a/'],
  [{ type: 'unknown', reason: 'x' }, 'does what is not known'],
])('%j: %s', (action, text) => {
  expect(actionText(action)).toBe(text);
});
