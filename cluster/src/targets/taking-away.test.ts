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

  it('takes nothing away while the namespace has something of others', async () => {
    machine = await Machine.with({
      kubectl: [current, { when: /part-of!=paidonce/, says: 'statefulset.apps/ledger\n' }],
    });
    const { code, output } = await machine.make('reset', { CONTEXT: 'minikube' });
    expect([code, output]).toEqual([
      1,
      expect.stringContaining('more than PaidOnce in the namespace api: statefulset.apps/ledger'),
    ]);
    expect(await deletions()).toEqual([]);
  });
});
