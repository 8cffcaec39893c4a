import { afterEach, describe, expect, it } from '@jest/globals';
import type { Reach } from '../kubernetes/choose-context.ts';
import { type Answer, Machine } from '../testing/machine.ts';
import { targets } from './targets.ts';

let machine: Machine;
afterEach(() => machine?.remove()); // one of the tests needs none

const current = (context: string): Answer => ({ when: /current-context/, says: `${context}\n` });
/** What a target does before it goes anywhere. */
const harmless = /^(config current-context|--context \S+ version --request-timeout=10s)$/;
const beyondLooking = async () => (await machine.asked('kubectl')).filter(({ words }) => !harmless.test(words));

describe('a target of the cluster', () => {
  it('says what it does to a cluster, by which it is let through', () => {
    const reaches = Map.groupBy(targets, ({ reach }) => reach ?? 'none');
    const names = (reach: Reach | 'none') => (reaches.get(reach) ?? []).map(({ name }) => name).sort();
    expect(names('lost')).toEqual(['reset']);
    expect(names('seen')).toEqual(['dev', 'logs', 'port-forward', 'wait']);
    expect(names('none')).toEqual(['dev-stop']);
  });

  it('says what to do where there is no kubectl', async () => {
    machine = await Machine.with({});
    expect(await machine.make('apply')).toEqual({
      code: 1,
      output: `kubectl is missing: install it as https://kubernetes.io/docs/tasks/tools tells, then run make apply again.\n`,
    });
  });

  it('says what to do where kubectl knows no cluster', async () => {
    machine = await Machine.with({ kubectl: [{ when: /current-context/, complains: 'current-context is not set' }] });
    const { code, output } = await machine.make('apply');
    expect([code, output]).toEqual([1, expect.stringMatching(/^kubectl knows no cluster: start one .*\n$/)]);
  });

  it('says what to do where the cluster does not answer', async () => {
    machine = await Machine.with({ kubectl: [current('minikube'), { when: /version/, complains: 'refused' }] });
    const { code, output } = await machine.make('wait');
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^The cluster of the context minikube does not answer: .*\n$/),
    ]);
  });

  it.each(['apply', 'down'])('make %s goes to no cluster that may be production by mistake', async (target) => {
    machine = await Machine.with({ kubectl: [current('eks-production')] });
    expect(await machine.make(target)).toEqual({
      code: 1,
      output: `The context eks-production does not look like a cluster of this machine. If it is meant: make ${target} CONTEXT=eks-production\n`,
    });
    expect(await beyondLooking()).toEqual([]);
  });

  it('goes there when it is named, and nowhere else, whatever the current one is', async () => {
    const none: Answer = { when: /--output json/, says: '{"items":[]}' };
    machine = await Machine.with({ kubectl: [current('minikube'), none] });
    const { output } = await machine.make('down', { CONTEXT: 'eks-production' });
    expect(output).toContain('make down: context eks-production, namespace api\n');
    const asked = (await beyondLooking()).filter(({ words }) => !words.startsWith('kustomize '));
    expect(asked.length).toBeGreaterThan(1);
    for (const { words } of asked) expect(words).toMatch(/^--context eks-production --namespace api /);
  });

  it('make reset wants the cluster named even where it is this machine, as nothing of it comes back', async () => {
    machine = await Machine.with({ kubectl: [current('minikube')] });
    expect(await machine.make('reset')).toEqual({
      code: 1,
      output:
        'What make reset takes away does not come back. Name the cluster that is meant: make reset CONTEXT=minikube\n',
    });
    expect(await beyondLooking()).toEqual([]);
  });

  it.each([
    ['a name of GHCR that nobody can have', { GHCR_NS: 'Some_One', TAG: 'abc' }, 'GHCR_NS names the account'],
    ['no name of GHCR', { TAG: 'abc' }, 'GHCR_NS names the account'],
    ['the tag latest', { GHCR_NS: 'someone', TAG: 'latest' }, 'TAG=latest does not say what will run'],
    ['no tag', { GHCR_NS: 'someone' }, 'TAG names which images are taken'],
  ])('make deploy-ghcr refuses %s', async (_, variables, sentence) => {
    machine = await Machine.with({ kubectl: [current('minikube')] });
    const { code, output } = await machine.make('deploy-ghcr', variables);
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
    expect(await beyondLooking()).toEqual([]);
  });

  it.each(['build', 'deploy-dev'])('make %s says what to do where no Docker engine answers', async (target) => {
    const none: Answer = { when: /--output json/, says: '{"items":[]}' };
    machine = await Machine.with({
      kubectl: [current('kind-shop'), none],
      docker: [{ when: /version/, complains: 'Cannot connect' }],
    });
    const { code, output } = await machine.make(target);
    expect([code, output]).toEqual([
      1,
      expect.stringContaining(`No Docker engine answers: start one, then run make ${target} again.\n`),
    ]);
  });

  it.each(['build', 'ingress-enable'])('make %s says what to do where minikube is missing', async (target) => {
    machine = await Machine.with({ kubectl: [current('minikube')], docker: [] });
    const { code, output } = await machine.make(target);
    expect([code, output]).toEqual([1, expect.stringMatching(/minikube.* is missing.*: install it as https/)]);
  });

  it('make ingress-enable knows minikube alone', async () => {
    machine = await Machine.with({ kubectl: [current('kind-shop')], minikube: [] });
    const { code, output } = await machine.make('ingress-enable');
    expect([code, output]).toEqual([1, expect.stringContaining('The context kind-shop is no minikube')]);
    expect(await machine.asked('minikube')).toEqual([]);
  });
});
