// Words that stand in paths where an id may stand: nothing can be called so.

export const routeWords: ReadonlySet<string> = new Set([
  'healthz',
  'readyz',
  'metrics',
  'analytics',
  'export',
  'import',
  'me',
  'login',
  'register',
  'live',
  'category',
  'search',
]);
