// Jest runs the TypeScript sources as native ES modules; swc only strips the types.
export default {
  // Named, so that data under .paidonce/ is never searched.
  roots: [
    'shared',
    'services',
    'local',
    'provider',
    'ops',
    'e2e',
    'proofs',
    'bench',
    'reference',
    'helm',
    'cluster',
    'scan',
  ],
  testMatch: ['**/src/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  globalSetup: './shared/src/testing/global-setup.ts',
  globalTeardown: './shared/src/testing/global-teardown.ts',
  // Two cores have to carry the tests, PostgreSQL, NATS and whole systems started by tests; a third of them waits at any time.
  maxWorkers: 3,
  // Tests of a guarantee stop and start real servers; unit tests never come near this.
  testTimeout: 120_000,
};
