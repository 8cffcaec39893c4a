// The walls of the architecture: who may import whom. `make check` holds them.
/** Tests, and what those of one service or one shared folder have in common. */
const tests = '([.]test[.]ts$|^services/[^/]+/src/testing/|^shared/src/[^/]+/testing/)';

/** One wall: whatever `from` matches may not import what `to` matches. */
const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    wall(
      'services-are-strangers',
      'No service imports another: what they share is an event or a schema in shared/src/contracts.',
      { path: '^services/([^/]+)/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    wall(
      'contracts-stand-alone',
      'Contracts import zod and themselves; node:crypto makes the ids.',
      { path: '^shared/src/contracts/', pathNot: tests },
      { pathNot: ['^shared/src/contracts/', '(^|/)node_modules/zod/', '^(node:)?crypto$'] },
    ),
    wall(
      'domain-is-pure',
      "A service's rules import each other, the errors, and the contracts for money and facts; nothing that does anything.",
      { path: '^services/([^/]+)/src/domain/', pathNot: tests },
      { pathNot: ['^services/$1/src/domain/', '^shared/src/errors/', '^shared/src/contracts/'] },
    ),
    wall(
      'sql-in-its-rooms',
      'SQL is written in database/ of the owning service, in the shared machinery, and for reading alone in ops/; local/ makes the databases.',
      {
        pathNot: [
          '^services/[^/]+/src/database/',
          '^shared/src/(outbox|inbox|catch-up|idempotency|database|testing)/',
          '^(ops|local)/',
          tests,
        ],
      },
      { path: '(^|/)node_modules/(pg|kysely)/' },
    ),
    wall(
      'nats-in-one-room',
      'The nats package is imported in one folder, so that its successor can take its place there.',
      { pathNot: '^shared/src/messaging/' },
      { path: '(^|/)node_modules/(nats|nats[.]ws|@nats-io/[^/]+)/' },
    ),
    wall(
      'traces-cost-nothing-unasked',
      'OpenTelemetry is imported in one file, and that file only when somebody collects traces.',
      { pathNot: '^shared/src/observability/export-spans[.]ts$' },
      { path: '(^|/)node_modules/@opentelemetry/' },
    ),
    wall(
      'traces-are-loaded-on-demand',
      'The same, for the file that imports it.',
      {},
      { path: '^shared/src/observability/export-spans[.]ts$', dependencyTypesNot: ['dynamic-import'] },
    ),
    wall(
      'handlers-know-no-broker',
      'Features and rules neither ack nor publish nor retry: the machinery does, the same for every service.',
      { path: '^services/[^/]+/src/(features|domain)/', pathNot: tests },
      { path: '^shared/src/messaging/' },
    ),
    wall(
      'one-composition-root',
      'Only service.ts knows every part; only main.ts, and tests, know service.ts.',
      { path: '^services/[^/]+/src/', pathNot: ['/src/main[.]ts$', tests] },
      { path: '^services/[^/]+/src/service[.]ts$' },
    ),
    wall(
      'main-is-an-end',
      'main.ts runs a process; nothing imports it but the command that runs it.',
      { pathNot: '^ops/bin/' },
      { path: '/src/main[.]ts$' },
    ),
    wall(
      'services-run-alone',
      'What runs in production knows neither the local runner nor the operator, nor the tools of tests.',
      { path: '^(services|shared)/', pathNot: ['^shared/src/testing/', tests] },
      { path: '^(local|provider|ops|e2e|proofs|bench|reference|helm|cluster|scan|shared/src/testing)/' },
    ),
    wall(
      'shared-by-its-doors',
      'A folder of shared/ or local/ is imported by its index, so that its inside can change.',
      { path: '^(services|provider|ops|e2e|proofs|bench|reference|helm|cluster|scan)/' },
      { path: '^(shared|local)/src/[^/]+/', pathNot: '/index[.]ts$' },
    ),
    wall(
      'doors-inside-too',
      'The same between two folders of shared/ or local/.',
      { path: '^(shared|local)/src/([^/]+)/' },
      { path: '^(shared|local)/src/[^/]+/', pathNot: ['^$1/src/$2/', '/index[.]ts$'] },
    ),
    wall('no-circles', 'Two files that need each other are one.', {}, { circular: true }),
    wall('everything-resolves', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    wall(
      'declared-dependencies',
      'A package that is used is named in the package.json of who uses it.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
