const { tooOld } = jest.requireActual<{ tooOld: (version: string) => string | undefined }>(
  './node-version',
);

test.each(['20.19.0', '20.20.2', '21.0.0', '24.1.0'])('%s will do', (version) => {
  expect(tooOld(version)).toBeUndefined();
});

test.each(['20.18.3', '18.20.8', '9.0.0'])(
  '%s is too old, and the message says what will do',
  (version) => {
    expect(tooOld(version)).toContain(`needs Node.js 20.19 or newer; this is ${version}`);
  },
);
