// `make test-images`: all images together under Docker, as the chart runs them, in front of the tests that need a gateway alone.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pod } from '@paidonce/helm/rendering';
import { buildImages } from '../images/build-images.ts';
import { node } from '../kubernetes/kubectl.ts';
import { say, since } from '../say.ts';
import { settings } from '../settings.ts';
import { chartValues } from '../shop/chart-values.ts';
import { testGateway } from '../shop/test-gateway.ts';
import { containerOf, containers, docker, makeNetwork, published, removeAll } from './docker.ts';
import { expectNoSecretInLogs, logsOf } from './logs.ts';
import { port, renderShop } from './rendered-shop.ts';
import { expectRolesInTheirPlace } from './roles.ts';
import { runPod } from './run-pod.ts';

const patienceMilliseconds = 60_000;

process.exitCode = await main();

async function main(): Promise<number> {
  if (!(await docker(['version']).catch(() => false))) {
    process.stderr.write('No Docker engine answers: start one, then run make test-images again.\n');
    return 2;
  }
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void removeAll().finally(() => process.exit(1)));
  const dir = await mkdtemp(join(tmpdir(), 'paidonce-images-'));
  await chmod(dir, 0o755);
  try {
    await tryImages(dir);
    say('all of it is as it should be');
    return 0;
  } catch (error) {
    say(`FAILED: ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    if (settings.keepsNamespace) say(`KEEP: ${(await containers()).join(' ')} are left as they are`);
    else await removeAll();
    await rm(dir, { recursive: true });
  }
}

async function tryImages(dir: string): Promise<void> {
  if (settings.buildsImages) await buildImages(settings.tag);
  const shop = await renderShop();
  const kind = (wanted: string) => shop.pods.filter(({ owner }) => owner.startsWith(`${wanted} `));
  const [servers, ours] = [kind('StatefulSet'), kind('Deployment')];
  await sayImages(ours);
  await makeNetwork();
  for (const pod of servers) await runPod(shop, pod, dir);
  say('NATS and PostgreSQL are there, with the users of the chart');
  await Promise.all(ours.map((pod) => runPod(shop, pod, dir)));
  for (const pod of ours) await ready(pod);
  say('every service is ready, on a root that is read-only, as an ordinary user, without capabilities');

  const { services } = await chartValues();
  await expectRolesInTheirPlace(Object.keys(services).filter((name) => services[name]?.stream));
  say('no role that serves can change a table or see the database of another, and who only reads changes nothing');

  const makeAdmin = (email: string) =>
    docker(['exec', containerOf('user-svc'), node, 'src/main.ts', 'make-admin', email]);
  const admin = await testGateway(await published('api-gateway', port), makeAdmin);

  const told = await docker(['exec', containerOf('operator'), 'paidonce', 'audit']);
  say(`the auditor: ${told.trim().split('\n').at(-1)}`);
  await Promise.all(ours.map(stopsInTime));
  say(`${await expectNoSecretInLogs([...shop.secrets, admin.password])} lines of logs have no secret in them`);
}

async function sayImages(pods: readonly Pod[]): Promise<void> {
  for (const image of new Set(pods.flatMap(({ containers }) => containers.map((container) => container.image)))) {
    const size = await docker(['image', 'inspect', '--format', '{{.Size}}', image]);
    say(`${image}: ${Math.round(Number(size) / 1e6)} MB`);
  }
}

async function ready(pod: Pod): Promise<void> {
  const path = pod.containers[0]?.readinessProbe?.httpGet?.path;
  if (path === undefined) return;
  const url = `${await published(nameOf(pod), port)}${path}`;
  const isReady = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const end = Date.now() + patienceMilliseconds; !(await isReady()); await delay(200))
    if (Date.now() > end) throw new Error(`${nameOf(pod)} is not ready: ${await lastWordsOf(pod)}`);
}

async function lastWordsOf(pod: Pod): Promise<string> {
  return (await logsOf(containerOf(nameOf(pod)))).trim().split('\n').slice(-5).join('\n');
}

/** @throws when it has to be killed after the time that its pod has, or ends with anything but 0 */
async function stopsInTime(pod: Pod): Promise<void> {
  const [start, container] = [Date.now(), containerOf(nameOf(pod))];
  await docker(['stop', '--time', String(pod.spec.terminationGracePeriodSeconds ?? 30), container]);
  const code = (await docker(['inspect', '--format', '{{.State.ExitCode}}', container])).trim();
  if (code !== '0') throw new Error(`${nameOf(pod)} ended with ${code} when it was told to stop`);
  say(`${nameOf(pod)} stopped with 0 in ${since(start)}`);
}

function nameOf({ labels }: Pod): string {
  return labels['app.kubernetes.io/name'] ?? '';
}
