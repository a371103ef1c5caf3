import { balancerSettingsOf } from './balancer-settings';
import { graphOf } from './testing/graph-of';

test('an ALB has the settings that are written', () => {
  const graph = graphOf(({ 'dev-networking': { resource } = { resource: {} } }) => {
    Object.assign(resource.aws_lb?.alb ?? {}, {
      idle_timeout: 120,
      drop_invalid_header_fields: true,
    });
  });
  expect([...balancerSettingsOf(graph)]).toEqual([
    ['dev-alb', { idleTimeout: 120, dropInvalidHeaderFields: true }],
  ]);
});

test('an ALB of which nothing is said waits for a minute and passes every header on', () => {
  expect(balancerSettingsOf(graphOf(() => undefined)).get('dev-alb')).toEqual({
    idleTimeout: 60,
    dropInvalidHeaderFields: false,
  });
});
