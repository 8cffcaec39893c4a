import { describe, expect, it } from '@jest/globals';
import { renderChart } from './rendering/index.ts';

const anOrder = (entry: object) => ({ services: { orders: entry } });

/** Values that cannot be meant, and what whoever wrote them is told. */
const nonsense: readonly [string, object, string][] = [
  ['an unknown key', { service: {} }, 'Additional property service is not allowed'],
  [
    'a word for a number',
    anOrder({ replicas: 'two' }),
    'services.orders.replicas: Invalid type. Expected: integer, given: string',
  ],
  ['the tag latest', { image: { tag: 'latest' } }, 'image.tag'],
  ['a port that no node has', { nodePort: 80 }, 'nodePort: Must be greater than or equal to 30000'],
  [
    'less time to end than ending takes',
    { terminationGracePeriodSeconds: 5 },
    'terminationGracePeriodSeconds: Must be greater than or equal to 16',
  ],
  ['a service that nobody can be', { services: { 'my-service': { host: 'mine' } } }, 'Does not match pattern'],
  [
    'a stream without an owner',
    anOrder({ follows: ['REFUNDS'] }),
    'services.orders.follows: no service owns the stream REFUNDS. There are ORDERS, PAYMENTS, PRODUCTS, USERS.',
  ],
  [
    'a second owner of a stream',
    { services: { gateway: { stream: 'USERS' } } },
    'USERS has another owner already. Each stream has one.',
  ],
  [
    'a call to nobody',
    anOrder({ calls: ['stock'] }),
    'services.orders.calls: there is no service stock. There are gateway, orders, payments, products, users.',
  ],
  [
    'a question that nobody answers',
    anOrder({ asks: ['rpc.stock.reserve'] }),
    'services.orders.asks: no service answers rpc.stock.reserve.',
  ],
  ['two services of one name', anOrder({ host: 'user-svc' }), 'another service is called'],
  [
    'two numbers of proxies',
    { ingress: { enabled: true }, services: { gateway: { env: { TRUSTED_HOPS: 2 } } } },
    'services.gateway.env.TRUSTED_HOPS: behind the Ingress that is said by ingress.trustedHops.',
  ],
  [
    'two ways in',
    anOrder({ public: true }),
    'services.orders.public: gateway is what strangers reach already. There is one way in.',
  ],
  [
    'the name of a user that NATS has already',
    { services: { system: { host: 'system-svc' } } },
    'services.system: that name is taken, for a user of NATS or a role of PostgreSQL.',
  ],
  ['a host that the chart calls something else', anOrder({ host: 'users-db' }), 'users-db is called so by the chart.'],
  [
    'a variable that the chart says itself',
    anOrder({ env: { PRODUCTS_URL: 'http://elsewhere' } }),
    'services.orders.env.PRODUCTS_URL: the chart says it.',
  ],
  [
    'a database outside without its passwords',
    anOrder({ database: { host: 'orders.example.com' } }),
    'Name the Secret that has them in services.orders.existingSecret.',
  ],
  [
    'a Redis outside without its password',
    { redis: { external: 'redis.example.com:6379' } },
    'Name the Secret that has it in redis.existingSecret.',
  ],
  [
    'scaling downwards',
    anOrder({ autoscaling: { minReplicas: 4, maxReplicas: 2, cpuUtilization: 80 } }),
    'services.orders.autoscaling: maxReplicas is less than minReplicas.',
  ],
  [
    'scaling by a part of nothing',
    { services: { stock: { host: 'stock-svc', autoscaling: { minReplicas: 1, maxReplicas: 2, cpuUtilization: 80 } } } },
    'services.stock.autoscaling: cpuUtilization is a part of resources.requests.cpu; say how much that is.',
  ],
  [
    'development where strangers come',
    { development: true, nodePort: 30080 },
    'development: what runs may be written over, and strangers come by ingress and nodePort.',
  ],
  [
    'a private key without its public one',
    { services: { users: { existingSecret: 'mine' } } },
    'name the Secret that has it in tokens.existingSecret.',
  ],
  [
    'a public key without its private one',
    { tokens: { existingSecret: 'mine' } },
    'name the Secret that has it in services.users.existingSecret.',
  ],
  [
    'scraping what nobody may reach',
    { monitoring: { serviceMonitor: { enabled: true } } },
    'monitoring.serviceMonitor: the network policies let nobody scrape. Say in networkPolicies.metricsFrom where Prometheus is',
  ],
  [
    'a time without its unit',
    { monitoring: { serviceMonitor: { interval: '30' } } },
    'monitoring.serviceMonitor.interval: Does not match pattern',
  ],
  [
    'a page at no address',
    { monitoring: { prometheusRule: { runbooks: 'docs/alerts.md' } } },
    'monitoring.prometheusRule.runbooks: Does not match pattern',
  ],
];

describe('values that make no sense', () => {
  it.each(nonsense)('%s is refused in a sentence', async (_, values, sentence) => {
    await expect(renderChart({ values })).rejects.toThrow(sentence);
  });
});
