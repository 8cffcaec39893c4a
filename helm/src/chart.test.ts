import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { matches, matrix, podsOf, type Rendered, renderChart } from './rendering/index.ts';
import { expectValid } from './testing/expect-valid.ts';
import { helm } from './tools/index.ts';

const run = promisify(execFile);
const chart = join(import.meta.dirname, '../paidonce');

describe.each(Object.entries(matrix))('the chart, %s', (_, values) => {
  let rendered: Rendered[];
  beforeAll(async () => {
    rendered = await renderChart({ values });
  });

  const ofKind = (kind: string) => rendered.map(({ object }) => object).filter((object) => object.kind === kind);
  const pods = () => podsOf(rendered);

  it('has nothing to complain about', async () => {
    const linting = run(await helm(), ['lint', '--strict', '--quiet', chart, '--values', '-']);
    linting.child.stdin?.end(stringify(values));
    await linting;
  });

  it('makes objects as the API server knows them', async () => {
    await expectValid(rendered);
  });

  it('runs everything as an ordinary user who can change nothing in its image', () => {
    for (const { owner, spec, containers, initContainers } of pods()) {
      expect({ owner, ...spec.securityContext }).toMatchObject({
        runAsNonRoot: true,
        runAsUser: expect.any(Number),
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const { name, securityContext } of [...containers, ...initContainers]) {
        expect({ owner, name, ...securityContext }).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    }
  });

  it('gives no pod a key to the cluster, but the one that makes the secrets', () => {
    const withKey = pods().filter(({ spec }) => spec.automountServiceAccountToken !== false);
    expect(withKey.map(({ owner }) => owner)).toEqual([expect.stringMatching(/^Job secrets/)]);
  });

  it('names every image by a version', () => {
    for (const { owner, containers, initContainers } of pods()) {
      for (const { image } of [...containers, ...initContainers]) {
        expect(`${owner}: ${image}`).toMatch(/:[^/:]+$/);
        expect(`${owner}: ${image}`).not.toMatch(/:latest$/);
      }
    }
  });

  it('says how much of the machine each container wants, and how much memory it may have', () => {
    for (const { owner, containers, initContainers } of pods()) {
      for (const { name, resources } of [...containers, ...initContainers]) {
        expect({ owner, name, ...resources }).toMatchObject({
          requests: { cpu: expect.anything(), memory: expect.anything() },
          limits: { memory: expect.anything() },
        });
      }
    }
  });

  it('has every Service lead to the pods of exactly one workload, and to a port that they have', () => {
    for (const { metadata, spec } of ofKind('Service')) {
      const chosen = pods().filter(({ labels }) => matches(spec.selector, labels));
      expect({ service: metadata.name, owners: chosen.map(({ owner }) => owner) }).toMatchObject({
        owners: [expect.stringMatching(/^(Deployment|StatefulSet) /)],
      });
      const names = chosen.flatMap(({ containers }) =>
        containers.flatMap(({ ports = [] }) => ports.map((p) => p.name)),
      );
      for (const { targetPort } of spec.ports) expect(names).toContain(targetPort);
    }
  });

  it('opens no port of the nodes but the one that was asked for', () => {
    const ofNodes = ofKind('Service').filter(({ spec }) => spec.type === 'NodePort');
    const asked = 'nodePort' in values ? values.nodePort : null;
    expect(ofNodes.flatMap(({ spec }) => spec.ports.map((port: { nodePort?: number }) => port.nodePort))).toEqual(
      asked === null ? [] : [asked],
    );
  });

  it('finds every Secret that a pod asks for among those that are made or named', () => {
    const [wanted] = ofKind('ConfigMap').filter(({ metadata }) => metadata.name === 'secrets');
    const made: { name: string; keys: object }[] = JSON.parse(wanted?.data?.['wanted.json'] ?? '[]');
    const has = (name: string, key: string) =>
      isNamedIn(values, name) || made.some((one) => one.name === name && Object.hasOwn(one.keys, key));
    for (const { owner, containers, initContainers } of pods()) {
      for (const { name, valueFrom } of [...containers, ...initContainers].flatMap(({ env = [] }) => env)) {
        const { secretKeyRef } = valueFrom ?? {};
        if (secretKeyRef === undefined) continue;
        const { name: secret, key } = secretKeyRef;
        expect({ owner, name, secret, key, isThere: has(secret, key) }).toMatchObject({ isThere: true });
      }
    }
  });

  it('holds no secret: what is one, a pod gets from a Secret that the chart does not make', () => {
    expect(ofKind('Secret')).toEqual([]);
    const variables = pods().flatMap(({ containers, initContainers }) =>
      [...containers, ...initContainers].flatMap(({ env = [] }) => env),
    );
    for (const { name, value } of variables.filter(({ name }) => /PASSWORD|SECRET|TOKEN|_KEY$/.test(name)))
      expect({ name, value }).toEqual({ name });
    const passwords = rendered.flatMap(({ text }) =>
      [...text.matchAll(/\/\/[^\s:/@]*:([^\s/@]+)@/g)].map(([, word]) => word),
    );
    expect(passwords.filter((word) => !/^\$\(\w+\)$/.test(word ?? ''))).toEqual([]);
  });

  it('has a budget of disruptions for every workload that serves', () => {
    const budgets = ofKind('PodDisruptionBudget').map(({ spec }) => spec.selector.matchLabels);
    const without = pods().filter(({ labels, owner }) => {
      const serves = ofKind('Service').some(({ spec }) => matches(spec.selector, labels));
      return serves && owner !== 'Pod' && !budgets.some((selector) => matches(selector, labels));
    });
    expect(without.map(({ owner }) => owner)).toEqual([]);
  });
});

/** Somewhere in the values: `existingSecret: name`. */
function isNamedIn(values: object, name: string): boolean {
  return Object.entries(values).some(([key, value]) =>
    typeof value === 'object' && value !== null ? isNamedIn(value, name) : key === 'existingSecret' && value === name,
  );
}

const isOn = (values: object) => !('networkPolicies' in values);

describe.each(Object.entries(matrix).filter(([, values]) => isOn(values)))('network policies, %s', (_, values) => {
  it('stand before every pod, in both directions, and speak of pods that there are', async () => {
    const rendered = await renderChart({ values });
    const policies = rendered.map(({ object }) => object).filter(({ kind }) => kind === 'NetworkPolicy');
    const pods = podsOf(rendered);
    for (const { owner, labels } of pods) {
      const about = policies.filter(({ spec }) => matches(spec.podSelector.matchLabels ?? {}, labels));
      expect({ owner, directions: [...new Set(about.flatMap(({ spec }) => spec.policyTypes))].sort() }).toEqual({
        owner,
        directions: ['Egress', 'Ingress'],
      });
    }
    for (const { metadata, spec } of policies) {
      const rules = [...(spec.ingress ?? []), ...(spec.egress ?? [])];
      const peers = rules.flatMap(({ from = [], to = [] }) => [...from, ...to]);
      const selectors = [spec.podSelector, ...peers.map(({ podSelector }) => podSelector)].filter(Boolean);
      for (const { matchLabels } of selectors) {
        const found = pods.some(({ labels }) => matches(matchLabels, labels));
        expect({ policy: metadata.name, matchLabels, found }).toEqual({
          policy: metadata.name,
          matchLabels,
          found: true,
        });
      }
    }
  });
});

it('large numbers of the values stay as they are written', async () => {
  const rendered = await renderChart({
    values: {
      services: { orders: { env: { MOST_UNPAID_ORDERS: 10_000_000 } } },
      postgres: { settings: { max_wal_size: 16_777_216 } },
    },
  });
  const texts = rendered.map(({ text }) => text).join('\n');
  expect(texts).toContain('value: "10000000"');
  expect(texts).toContain('"max_wal_size=16777216"');
});

it('a later version of the chart starts no server anew', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'paidonce-chart-'));
  try {
    await cp(chart, copy, { recursive: true });
    const file = join(copy, 'Chart.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(/ersion: 0\.1\.0/g, 'ersion: 0.2.0'));
    const [before, after] = await Promise.all([renderChart(), renderChart({ from: copy })]);
    const serversOf = (rendered: Rendered[]) =>
      rendered.flatMap(({ object: { kind, metadata, spec } }) =>
        kind === 'StatefulSet' ? [{ name: metadata.name, template: spec.template }] : [],
      );
    expect(serversOf(after)).toEqual(serversOf(before));
    expect(serversOf(after)).toHaveLength(5);
    expect(podsOf(after).find(({ owner }) => owner === 'Deployment orders-svc')?.containers[0]?.image).toBe(
      'paidonce/orders:0.2.0',
    );
  } finally {
    await rm(copy, { recursive: true });
  }
});
