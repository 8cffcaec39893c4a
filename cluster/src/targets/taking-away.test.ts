import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, Machine } from '../testing/machine.ts';

let machine: Machine;
afterEach(() => machine.remove());

const current: Answer = { when: /current-context/, says: 'minikube\n' };
const byManifests: Answer = {
  when: /get deployments --selector/,
  says: JSON.stringify({ items: [{ metadata: { labels: {} } }] }),
};
const deletions = async () =>
  (await machine.asked('kubectl')).map(({ words }) => words).filter((words) => / delete /.test(words));

describe('make down', () => {
  it('takes away what the manifests made, but neither namespace nor volumes nor Secrets', async () => {
    machine = await Machine.with({ kubectl: [current, byManifests] });
    expect((await machine.make('down')).code).toBe(0);
    const [deletion = '', ...others] = await deletions();
    expect(others).toEqual([]);
    const [, kinds = ''] = / delete (\S+) --selector app.kubernetes.io\/part-of=paidonce /.exec(deletion) ?? [];
    expect(kinds.split(',')).toEqual(
      expect.arrayContaining(['Deployment', 'StatefulSet', 'Service', 'Ingress', 'Job', 'NetworkPolicy', 'ConfigMap']),
    );
    expect(kinds).not.toMatch(/namespace|secret|persistentvolume|^all$/i);
  });

  it('has Helm take away what Helm installed', async () => {
    const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
    const byHelm = { ...byManifests, says: JSON.stringify({ items: [{ metadata: { labels } }] }) };
    machine = await Machine.with({ kubectl: [current, byHelm], helm: [{ when: /^version/, says: 'v3.22.0' }] });
    expect((await machine.make('down')).code).toBe(0);
    expect((await machine.asked('helm')).at(-1)?.words).toMatch(/^uninstall paidonce /);
  });
});

describe('make reset CONTEXT=minikube', () => {
  it('takes the namespace away and brings it back empty, with Pod Security restricted', async () => {
    machine = await Machine.with({ kubectl: [current] });
    expect((await machine.make('reset', { CONTEXT: 'minikube' })).code).toBe(0);
    expect(await deletions()).toEqual([expect.stringMatching(/ delete namespace api /)]);
    expect((await machine.asked('kubectl')).at(-1)?.input).toContain(
      '"pod-security.kubernetes.io/enforce":"restricted"',
    );
  });

  const kinds: Answer = { when: /api-resources/, says: 'configmaps\nsecrets\nstatefulsets.apps\n' };
  const of = (things: string): Answer => ({
    when: / get configmaps,secrets,statefulsets.apps --selector app.kubernetes.io.part-of!=paidonce /,
    says: `configmap/kube-root-ca.crt\nsecret/sh.helm.release.v1.paidonce.v3\n${things}`,
  });

  it.each(['statefulset.apps/ledger', 'secret/password-of-the-ledger', 'configmap/ledger', 'pod/somebody'])(
    'takes nothing away while the namespace has a %s of others',
    async (thing) => {
      machine = await Machine.with({ kubectl: [current, kinds, of(`${thing}\n`)] });
      const { code, output } = await machine.make('reset', { CONTEXT: 'minikube' });
      expect([code, output]).toEqual([
        1,
        expect.stringContaining(`more than PaidOnce in the namespace api: ${thing}. `),
      ]);
      expect(await deletions()).toEqual([]);
    },
  );

  it('does not take what Helm and Kubernetes keep for something of others', async () => {
    machine = await Machine.with({ kubectl: [current, kinds, of('')] });
    expect((await machine.make('reset', { CONTEXT: 'minikube' })).code).toBe(0);
    expect(await deletions()).toHaveLength(1);
  });
});
