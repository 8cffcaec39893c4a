import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { podsOf, type Rendered } from '../rendering/index.ts';
import { buildOverlay } from '../testing/build-overlay.ts';
import { expectValid } from '../testing/expect-valid.ts';
import { folder } from './manifests.ts';

const build = (path: string) => buildOverlay(join(folder, path));
const containersOf = (rendered: Rendered[]) =>
  podsOf(rendered).flatMap(({ containers, initContainers }) => [...containers, ...initContainers]);
const imagesOf = (rendered: Rendered[]) => containersOf(rendered).map(({ image }) => image);
const namesOf = (rendered: Rendered[]) => rendered.map(({ object }) => `${object.kind} ${object.metadata.name}`);

let plain: Rendered[];
beforeAll(async () => {
  plain = await build('.');
});

/** What each makes of an image of ours. */
const overlays: readonly [string, (image: string) => string][] = [
  ['overlays/dev-local', (image) => image.replace(/:.*/, ':dev')],
  ['overlays/ghcr', (image) => `ghcr.io/GHCR_NS/${image.replace(/:.*/, ':TAG')}`],
];

describe.each(overlays)('the overlay %s', (path, renamed) => {
  let built: Rendered[];
  beforeAll(async () => {
    built = await build(path);
  });

  it('takes every image of ours from its own place, and leaves those of others alone', () => {
    const wanted = imagesOf(plain).map((image) => (image.startsWith('paidonce/') ? renamed(image) : image));
    expect(imagesOf(built)).toEqual(wanted);
    expect(wanted.filter((image) => image.includes('paidonce/')).length).toBeGreaterThan(5);
  });

  it('changes nothing else, but calls the Job otherwise, as a Job cannot be changed', () => {
    const others = (rendered: Rendered[]) => namesOf(rendered).filter((name) => !name.startsWith('Job '));
    expect(others(built)).toEqual(others(plain));
    const jobOf = (rendered: Rendered[]) => namesOf(rendered).find((name) => name.startsWith('Job '));
    expect(jobOf(built)).toBe(`${jobOf(plain)}-${path.split('/')[1]}`);
  });
});

describe.each(['.', 'overlays/dev-local', 'overlays/ghcr', 'ingress'])('what kubectl apply -k k8s/%s sends', (path) => {
  let built: Rendered[];
  beforeAll(async () => {
    built = await build(path);
  });

  it('is what the API server knows', async () => {
    await expectValid(built);
  });

  it('has no empty list, which the API server keeps as none and takes for a change whenever it is applied', () => {
    for (const { text } of built) expect(text).not.toMatch(/: \[\]$/m);
  });

  it('is all in one namespace', () => {
    const places = built
      .filter(({ object }) => object.kind !== 'Namespace')
      .map(({ object }) => object.metadata.namespace);
    expect([...new Set(places)]).toEqual(['api']);
  });

  it('names every image by a version, and takes it from the node where it is there', () => {
    for (const { image, imagePullPolicy } of containersOf(built)) {
      expect(image).toMatch(/:[^/:]+$/);
      expect(image).not.toMatch(/:latest$/);
      expect([image, imagePullPolicy]).toEqual([image, 'IfNotPresent']);
    }
  });
});

it('the gateway answers at port 30080 of every node', () => {
  const gateway = plain.find(({ object }) => object.kind === 'Service' && object.metadata.name === 'api-gateway');
  const { type, ports } = gateway?.object.spec ?? {};
  expect([type, ports[0]]).toMatchObject(['NodePort', { name: 'http', nodePort: 30080 }]);
});

it('the ingress leads from paidonce.local to a Service that there is', async () => {
  const [ingress] = (await build('ingress')).map(({ object }) => object);
  const [{ host, http }] = ingress?.spec.rules ?? [];
  const { name } = http.paths[0].backend.service;
  expect([host, name]).toEqual(['paidonce.local', 'api-gateway']);
  expect(namesOf(plain)).toContain(`Service ${name}`);
});
