import * as library from './index';
import { libraryWithout } from './testing/changed-library';
import { guardCases } from './testing/guard-cases';
import { protectionCases } from './testing/protection-cases';

const cases = [...protectionCases, ...guardCases];

describe('what is needed stays', () => {
  it.each(cases)('$name', ({ check }) => check(library));
});

describe('without its protection a test fails', () => {
  it.each(cases)('$protection: $name', async ({ check, removal }) => {
    const changed = await libraryWithout(removal);
    const failure = await check(changed).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toHaveProperty('code', 'ERR_ASSERTION');
  });

  it('and every protection has one', () => {
    const shown = new Set(cases.map(({ protection }) => protection));
    expect(library.protections.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });
});
