import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, Machine, type Program } from '../testing/machine.ts';

let machine: Machine;
afterEach(() => machine.remove());

const current = (context: string): Answer => ({ when: /current-context/, says: `${context}\n` });
const empty: Answer = { when: /get deployments/, says: '{"items":[]}' };
const applied: Answer = { when: /apply/, says: 'namespace/api created\nservice/nats unchanged\n' };
const ids = (version: string): Answer => ({ when: /image inspect/, says: `sha256:${version}\n` });
const dockerEnv: Answer = {
  when: /docker-env --shell none/,
  says: 'DOCKER_TLS_VERIFY=1\nDOCKER_HOST=tcp://192.168.49.2:2376\nDOCKER_CERT_PATH=/home/ada/.minikube/certs\n',
};
const services = ['gateway', 'users', 'products', 'orders', 'payments', 'ops'];

const wordsOf = async (program: Program) => (await machine.asked(program)).map(({ words }) => words);
const imagesIn = (manifests = '') =>
  [...new Set([...manifests.matchAll(/image: (\S*paidonce\S*)/g)].map(([, image]) => image))].sort();
const manifestsApplied = async () => (await machine.asked('kubectl')).findLast(({ input }) => input)?.input;

describe('make build', () => {
  it('builds inside minikube, where the images are on the node already', async () => {
    machine = await Machine.with({
      kubectl: [current('minikube')],
      minikube: [dockerEnv],
      docker: [ids('1')],
      make: [],
    });
    const { code, output } = await machine.make('build');
    expect([code, output]).toEqual([0, expect.stringMatching(/built and brought to minikube: dev-[0-9a-f]{12}\n/)]);
    const [making] = await machine.asked('make');
    expect(making).toMatchObject({
      words: expect.stringMatching(/images TAG=dev$/),
      dockerHost: 'tcp://192.168.49.2:2376',
    });
    const tagging = (await machine.asked('docker')).filter(({ words }) => words.startsWith('tag '));
    expect(tagging.map(({ dockerHost }) => dockerHost)).toEqual(services.map(() => 'tcp://192.168.49.2:2376'));
    expect(await wordsOf('minikube')).toEqual(['--profile minikube docker-env --shell none']);
  });

  it('builds on this machine and loads into a minikube that has no Docker in it', async () => {
    const other: Answer = { when: /docker-env/, complains: 'The docker-env command is incompatible with cri-o' };
    machine = await Machine.with({ kubectl: [current('minikube')], minikube: [other], docker: [ids('1')], make: [] });
    expect((await machine.make('build')).code).toBe(0);
    expect((await wordsOf('minikube')).slice(1)).toEqual(
      services.map((name) =>
        expect.stringMatching(new RegExp(`^--profile minikube image load paidonce/${name}:dev-\\w+$`)),
      ),
    );
  });

  it('loads the images into kind', async () => {
    machine = await Machine.with({ kubectl: [current('kind-shop')], kind: [], docker: [ids('1')], make: [] });
    expect((await machine.make('build')).code).toBe(0);
    expect(await wordsOf('kind')).toEqual(
      services.map((name) =>
        expect.stringMatching(new RegExp(`^load docker-image paidonce/${name}:dev-\\w+ --name shop$`)),
      ),
    );
  });
});

describe('make apply', () => {
  const minikube = { kubectl: [current('minikube'), empty, applied], minikube: [dockerEnv], make: [] };

  it('applies the manifests with the images of the last build, by a tag that says what is in them', async () => {
    machine = await Machine.with({ ...minikube, docker: [ids('1')] });
    const [, tag = ''] = /minikube: (dev-\w+)/.exec((await machine.make('build')).output) ?? [];
    const { code, output } = await machine.make('apply');
    expect([code, output]).toEqual([0, expect.stringContaining('2 objects applied, 1 of them new\n')]);
    expect(imagesIn(await manifestsApplied())).toEqual(services.map((name) => `paidonce/${name}:${tag}`).sort());
  });

  it('has other images in other pods and another Job, and the same ones in the same', async () => {
    const jobs = [];
    for (const version of ['1', '1', '2']) {
      machine = await Machine.with({ ...minikube, docker: [ids(version)] });
      await machine.make('build');
      await machine.make('apply');
      jobs.push(/name: (secrets-\w+-dev-local-\w+)$/m.exec((await manifestsApplied()) ?? '')?.[1]);
      if (jobs.length < 3) await machine.remove();
    }
    expect(jobs[0]).toMatch(/^secrets-/);
    expect(jobs[1]).toBe(jobs[0]);
    expect(jobs[2]).not.toBe(jobs[0]);
    expect(await wordsOf('kubectl')).toContain(
      `--context minikube --namespace api delete jobs --selector app.kubernetes.io/name=secrets --field-selector metadata.name!=${jobs[2]} --ignore-not-found`,
    );
  });

  it('takes them from the node and not from a registry, where minikube built them and nothing was pushed', async () => {
    machine = await Machine.with({ ...minikube, docker: [ids('1')] });
    const variables = { PAIDONCE_REGISTRY: 'registry.example.com/ada' };
    await machine.make('build', variables);
    await machine.make('apply', variables);
    expect((await wordsOf('docker')).filter((words) => words.includes('push'))).toEqual([]);
    expect(imagesIn(await manifestsApplied())).toEqual(
      services.toSorted().map((name) => expect.stringMatching(new RegExp(`^paidonce/${name}:dev-\\w+$`))),
    );
  });

  it('puts everything into another namespace when one is named', async () => {
    machine = await Machine.with({ ...minikube, docker: [ids('1')] });
    await machine.make('build');
    await machine.make('apply', { PAIDONCE_NAMESPACE: 'shop' });
    const manifests = (await manifestsApplied()) ?? '';
    expect(manifests).toMatch(/kind: Namespace\nmetadata:\n(?: .*\n)*? {2}name: shop\n/);
    expect([...manifests.matchAll(/namespace: (\S+)/g)].map(([, name]) => name)).not.toContain('api');
  });

  it('wants images first, and those of the cluster that it goes to', async () => {
    machine = await Machine.with({ ...minikube, docker: [ids('1')] });
    expect((await machine.make('apply')).output).toContain('There are no images yet: make build');
    await machine.make('build');
    const { code, output } = await machine.make('apply', { CONTEXT: 'kind-shop' });
    expect([code, output]).toEqual([1, expect.stringContaining('built for the context minikube, not for kind-shop')]);
    expect(await manifestsApplied()).toBeUndefined();
  });

  it('leaves a shop alone that Helm installed', async () => {
    const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
    const helms: Answer = { when: /get deployments/, says: JSON.stringify({ items: [{ metadata: { labels } }] }) };
    machine = await Machine.with({ ...minikube, kubectl: [current('minikube'), helms], docker: [ids('1')] });
    await machine.make('build');
    const { code, output } = await machine.make('apply');
    expect([code, output]).toEqual([1, expect.stringContaining('was installed by Helm')]);
    expect(await manifestsApplied()).toBeUndefined();
  });
});

describe('make ingress-apply', () => {
  it('applies the ingress in the namespace of the shop', async () => {
    const controller: Answer = { when: /get ingressclasses/, says: 'ingressclass.networking.k8s.io/nginx\n' };
    machine = await Machine.with({ kubectl: [current('minikube'), controller, applied] });
    expect((await machine.make('ingress-apply', { PAIDONCE_NAMESPACE: 'shop' })).code).toBe(0);
    const manifests = (await manifestsApplied()) ?? '';
    expect(manifests).toContain('kind: Ingress');
    expect([...manifests.matchAll(/namespace: (\S+)/g)].map(([, name]) => name)).toEqual(['shop']);
  });
});

describe('make deploy-ghcr', () => {
  it('fills the account and the tag into every image, and changes no file for it', async () => {
    machine = await Machine.with({ kubectl: [current('minikube'), empty, applied] });
    expect((await machine.make('deploy-ghcr', { GHCR_NS: 'someone', TAG: 'abc123' })).code).toBe(0);
    const manifests = await manifestsApplied();
    expect(imagesIn(manifests)).toEqual(services.map((name) => `ghcr.io/someone/paidonce/${name}:abc123`).sort());
    expect(manifests).not.toMatch(/GHCR_NS|:TAG/);
  });
});

describe('make deploy-dev', () => {
  it('builds, and has Helm take the images that were built', async () => {
    const version: Answer = { when: /^version/, says: 'v3.22.0' };
    machine = await Machine.with({
      kubectl: [current('minikube'), empty],
      minikube: [dockerEnv],
      make: [],
      docker: [ids('1')],
      helm: [version],
    });
    expect((await machine.make('deploy-dev')).code).toBe(0);
    expect((await wordsOf('helm')).at(-1)).toMatch(
      /^upgrade --install paidonce \S+ --reset-then-reuse-values --wait .* --kube-context minikube --namespace api$/,
    );
  });
});
