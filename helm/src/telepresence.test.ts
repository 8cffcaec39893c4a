import { expect, it } from '@jest/globals';
import { renderChart } from './rendering/index.ts';

type Rule = { ports?: { port: number | string }[]; to?: { namespaceSelector?: { matchLabels: object } }[] };

async function rulesOf(values: object): Promise<{ policy: string; rule: Rule }[]> {
  const policies = (await renderChart({ values })).filter(({ object }) => object.kind === 'NetworkPolicy');
  return policies.flatMap(({ object: { metadata, spec } }) =>
    [...(spec.ingress ?? []), ...(spec.egress ?? [])].map((rule) => ({ policy: metadata.name, rule })),
  );
}

const portsOf = ({ ports = [] }: Rule) => ports.map(({ port }) => port);

it('who may reach a service may reach an agent of Telepresence that took the name of its port', async () => {
  const rules = await rulesOf({ networkPolicies: { telepresence: 'ambassador' } });
  const requests = rules.map(({ rule }) => portsOf(rule)).filter((ports) => ports.includes(8080));
  expect(requests.length).toBeGreaterThan(5);
  for (const ports of requests) expect(ports).toEqual([8080, 'http']);
});

it('an agent of Telepresence may speak to its manager, beside a service and nowhere else', async () => {
  const rules = await rulesOf({ networkPolicies: { telepresence: 'ambassador' } });
  const manager = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ambassador' } } };
  const speaking = rules.filter(({ rule }) =>
    rule.to?.some((peer) => JSON.stringify(peer) === JSON.stringify(manager)),
  );
  expect(speaking.map(({ policy, rule }) => [policy, ...portsOf(rule)]).sort()).toEqual([
    ['api-gateway', 8081],
    ['orders-svc', 8081],
    ['payments-svc', 8081],
    ['product-svc', 8081],
    ['user-svc', 8081],
  ]);
});

it('the network knows nothing of Telepresence unless it is told', async () => {
  const ports = (await rulesOf({})).flatMap(({ rule }) => portsOf(rule));
  expect(ports).not.toContain('http');
  expect(ports).not.toContain(8081);
});
