import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { usualPorts } from '@paidonce/local/system';
import { podsOf } from './rendering/index.ts';
import { type Call, readTiltfile, type Tiltfile } from './testing/read-tiltfile.ts';

const root = join(import.meta.dirname, '../..');
const called = ({ calls }: Tiltfile, ...names: string[]): Call[] => calls.filter(({ call }) => names.includes(call));
const servicesOf = ({ rendered }: Tiltfile): string[] =>
  rendered.flatMap(({ source, object }) => (source === 'services/service.yaml' ? [object.metadata.name] : []));

describe('the Tiltfile', () => {
  let tilt: Tiltfile;
  beforeAll(async () => {
    tilt = await readTiltfile();
  });

  it('builds each image of ours that the chart runs, and no other', () => {
    const run = podsOf(tilt.rendered).flatMap(({ containers }) => containers.map(({ image }) => image));
    const ours = [...new Set(run.filter((image) => image.startsWith('paidonce/')))].map((image) => image.split(':')[0]);
    const built = called(tilt, 'docker_build').map(({ words: [image] }) => image);
    expect(built.sort()).toEqual(ours.sort());
  });

  it('names files and folders that there are', () => {
    for (const { named } of called(tilt, 'docker_build')) {
      const steps: { step: string; words: [string | string[]] }[] = named.live_update ?? [];
      const synced = steps.filter(({ step }) => step !== 'run').flatMap(({ words: [local] }) => local);
      for (const path of [...named.only, ...synced])
        expect({ path, is: existsSync(join(root, path)) }).toEqual({ path, is: true });
    }
  });

  it('puts sources where the image has them', () => {
    for (const { named } of called(tilt, 'docker_build')) {
      for (const { step, words } of named.live_update ?? [])
        if (step === 'sync') expect(words).toEqual([words[0], `/app/${words[0]}`]);
    }
  });

  it('reaches every service where make up has it', () => {
    const forwarded = called(tilt, 'k8s_resource').flatMap(({ words: [name], named }) =>
      servicesOf(tilt).includes(name ?? '') ? named.port_forwards : [],
    );
    const { gateway, users, products, orders, payments } = usualPorts();
    const local = forwarded.map((forward) => forward.local);
    expect(local.sort()).toEqual([gateway, users, products, orders, payments].sort());
  });

  it('says what waits for what by names of workloads that the chart has', () => {
    const workloads = podsOf(tilt.rendered).map(({ owner }) => owner.split(' ')[1]);
    for (const { call, words, named } of called(tilt, 'k8s_resource', 'local_resource')) {
      const names = call === 'k8s_resource' ? words : [];
      for (const name of [...names, ...(named.resource_deps ?? [])]) expect(workloads).toContain(name);
    }
  });
});

it('a context that is no cluster on this machine is allowed by name, and images are pushed to a registry', async () => {
  const tilt = await readTiltfile({ context: 'staging', registry: 'ghcr.io/somebody', namespace: 'ada' });
  expect(called(tilt, 'allow_k8s_contexts')).toMatchObject([{ words: ['staging'] }]);
  expect(called(tilt, 'default_registry')).toMatchObject([{ words: ['ghcr.io/somebody'] }]);
  expect(called(tilt, 'helm')).toMatchObject([{ named: { namespace: 'ada' } }]);
  expect(called(await readTiltfile(), 'allow_k8s_contexts', 'default_registry')).toEqual([]);
});

it('nodes that pull from nowhere get each image by the command that was given', async () => {
  const tilt = await readTiltfile({}, { PAIDONCE_IMAGE_LOAD: 'load {image} there' });
  const built = called(tilt, 'custom_build');
  expect(built).toHaveLength(called(await readTiltfile(), 'docker_build').length);
  for (const { words, named } of built) {
    expect(words[1]).toMatch(/^docker build .* && load \$EXPECTED_REF there$/);
    expect(named.disable_push).toBe(true);
  }
});
