import fc from 'fast-check';
import { plans, tenantFor, tenantName, tenantOf } from './tenant';

const name = fc
  .stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,2}$/)
  .filter((candidate) => tenantName.test(candidate));

test('a tenant is found again by its id', () => {
  fc.assert(
    fc.property(name, fc.constantFrom(...plans), (chosen, plan) => {
      const tenant = tenantFor(chosen, plan);
      expect(tenantOf(tenant.id)).toEqual(tenant);
    }),
  );
});

test('an id of another plan is nobody’s', () => {
  const { id } = tenantFor('acme', 'trial');
  expect(tenantOf(id.replace('trial', 'enterprise'))).toBeUndefined();
});
