import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, Machine } from '../testing/machine.ts';

let machine: Machine;
afterEach(() => machine.remove());

const current = (context: string): Answer => ({ when: /current-context/, says: `${context}\n` });
const kinds: Answer = { when: /api-resources --verbs=list/, says: 'configmaps\ningresses.networking.k8s.io\n' };
const wordsOfKubectl = async () => (await machine.asked('kubectl')).map(({ words }) => words);

describe('make test-cluster', () => {
  it('goes to no cluster that may be production by mistake, as it ends by removing the namespace', async () => {
    machine = await Machine.with({ kubectl: [current('eks-production')] });
    expect(await machine.make('test-cluster')).toEqual({
      code: 2,
      output:
        'The context eks-production does not look like a cluster of this machine. If it is meant: make test-cluster CONTEXT=eks-production\n',
    });
    expect(await wordsOfKubectl()).toEqual(['config current-context']);
  });

  it.each(['configmap/settings-of-others', 'ingress.networking.k8s.io/theirs'])(
    'leaves a namespace alone that has a %s of others',
    async (thing) => {
      const found = {
        when: /get configmaps,ingresses.networking.k8s.io /,
        says: `configmap/kube-root-ca.crt\n${thing}\n`,
      };
      machine = await Machine.with({ kubectl: [current('minikube'), kinds, found] });
      const { code, output } = await machine.make('test-cluster');
      expect([code, output]).toEqual([2, expect.stringContaining(`The namespace api is not empty: ${thing}.`)]);
      expect((await wordsOfKubectl()).filter((words) => / (delete|apply) /.test(words))).toEqual([]);
    },
  );

  it('says where it goes, and goes nowhere else, whatever the current one is', async () => {
    const version: Answer = { when: /^version/, says: 'v3.22.0' };
    const rendered: Answer = {
      when: /^template/,
      says: '---\n# Source: paidonce/templates/nats/service.yaml\nkind: Service\nmetadata:\n  name: nats\n',
    };
    const known: Answer = { when: /api-resources --no-headers/, says: 'services  svc  v1  true  Service\n' };
    machine = await Machine.with({ kubectl: [current('minikube'), known], helm: [version, rendered] });
    const { code, output } = await machine.make('test-cluster', { CONTEXT: 'staging', only: 'accepted' });
    expect([code, output]).toEqual([0, expect.stringContaining('as it comes: 1 objects\n')]);
    expect(output).toContain('make test-cluster: context staging, namespace api\n');
    const [, , ...asked] = await wordsOfKubectl();
    expect(asked.length).toBeGreaterThan(3);
    for (const words of asked) expect(words).toMatch(/^--context staging --namespace api /);
  });
});
