// The ways to install PaidOnce that the chart is checked with.

/** With everything that is there for monitoring. */
export const monitored = {
  monitoring: {
    labels: { release: 'prometheus' },
    serviceMonitor: { enabled: true },
    prometheusRule: { enabled: true, runbooks: 'https://git.example.com/paidonce/docs/alerts.md' },
    dashboard: { enabled: true },
  },
  networkPolicies: {
    metricsFrom: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
  },
};

/** What each of them says otherwise than values.yaml. */
export const matrix: Readonly<Record<string, object>> = {
  'as it comes': {},
  'without network policies': { networkPolicies: { enabled: false } },
  'with demo accounts and a port on every node': { seed: { accounts: true }, nodePort: 30080 },
  'behind an ingress with a certificate': {
    ingress: { enabled: true, className: 'nginx', host: 'shop.example.com', tlsSecret: 'shop-certificate' },
  },
  'three replicas of everything': {
    services: Object.fromEntries(
      ['gateway', 'users', 'products', 'orders', 'payments'].map((name) => [name, { replicas: 3 }]),
    ),
    nats: { replicas: 3 },
  },
  'while somebody changes the streams': { nats: { maintenance: true } },
  'one server for all databases, and Redis': { postgres: { shared: true }, redis: { enabled: true } },
  'orders scale by themselves': {
    services: { orders: { autoscaling: { minReplicas: 1, maxReplicas: 4, cpuUtilization: 80 } } },
  },
  'everything outside, with Secrets of one’s own': {
    services: Object.fromEntries(
      ['users', 'products', 'orders', 'payments'].map((name) => [
        name,
        {
          existingSecret: `my-${name}`,
          ...(name === 'payments' && { secretEnv: { PROVIDER_SECRET: 'provider-secret' } }),
          database: { host: `${name}.db.example.com`, port: 6432, parameters: 'sslmode=verify-full' },
        },
      ]),
    ),
    tokens: { existingSecret: 'my-tokens' },
    nats: { external: 'n1.example.com:4222,n2.example.com:4223', replicas: 3 },
    redis: { external: 'redis.example.com:6379', existingSecret: 'my-redis' },
    operator: { existingSecret: 'my-operator' },
    certificates: { existingSecret: 'my-certificates' },
  },
  'without hooks and operator, with Telepresence': {
    hooks: false,
    operator: { enabled: false },
    networkPolicies: { telepresence: 'ambassador' },
  },
  'with images of a registry': {
    image: { registry: 'ghcr.io/someone', tag: 'abc123', pullSecrets: [{ name: 'pull' }] },
  },
  'with monitoring': monitored,
};
