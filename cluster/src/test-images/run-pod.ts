// A pod of the chart as containers of Docker, with the same environment, files, limits and security.

import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Container, Pod } from '@paidonce/helm/rendering';
import { containerOf, docker, named } from './docker.ts';
import { port, type RenderedShop } from './rendered-shop.ts';

const withEntrypoint = ([program, ...rest]: readonly string[] = []) => ({
  entrypoint: program === undefined ? [] : ['--entrypoint', program],
  rest,
});

/** Runs its init containers to their end, one after the other, and starts the container. @throws what failed, in its own words */
export async function runPod(shop: RenderedShop, pod: Pod, dir: string): Promise<void> {
  const alias = pod.labels['app.kubernetes.io/name'] ?? '';
  const start = async (container: Container, name: string, how: string[]) => {
    const { entrypoint, rest } = withEntrypoint(container.command);
    const variables = { SERVER_NAME: alias, ...shop.environmentOf(container) };
    const environment = Object.keys(variables).flatMap((variable) => ['--env', variable]);
    const files = await mounts(shop, pod, container, dir);
    const options = [...how, ...named(name, alias), ...security(pod, container), ...limits(container), ...files];
    const words = [...rest, ...(container.args ?? [])];
    await docker(['run', ...options, ...environment, ...entrypoint, container.image, ...words], variables);
  };
  for (const container of pod.initContainers) await start(container, `${alias}-${container.name}`, []);
  for (const container of pod.containers) {
    await start(container, alias, ['--detach', '--publish', `127.0.0.1::${port}`]);
    const { command } = container.lifecycle?.postStart?.exec ?? {};
    if (command) await docker(['exec', containerOf(alias), ...command]);
  }
}

function security({ spec }: Pod, { securityContext = {} }: Container): string[] {
  const { runAsUser, runAsGroup } = spec.securityContext;
  const { readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities } = securityContext;
  const { drop = [] } = (capabilities ?? {}) as { drop?: string[] }; // as the API server's schema has it, which a test checks
  return [
    ...['--user', `${runAsUser}:${runAsGroup}`],
    ...(readOnlyRootFilesystem ? ['--read-only'] : []),
    ...(allowPrivilegeEscalation === false ? ['--security-opt', 'no-new-privileges'] : []),
    ...drop.flatMap((capability) => ['--cap-drop', capability]),
  ];
}

/** A limit of `384Mi` is one of `384m` to Docker, which counts in the same units. */
function limits({ resources }: Container): string[] {
  const memory = resources?.limits?.memory;
  return memory === undefined ? [] : ['--memory', memory.replace(/i$/, '').toLowerCase()];
}

/** The files of a ConfigMap, read-only; memory for everything else: these containers are not started twice. */
async function mounts(shop: RenderedShop, { spec, labels }: Pod, container: Container, dir: string): Promise<string[]> {
  const volumes: { name: string; configMap?: { name: string } }[] = spec.volumes ?? [];
  const { runAsUser, runAsGroup } = spec.securityContext;
  const options: string[] = [];
  for (const { name, mountPath } of container.volumeMounts ?? []) {
    const { configMap } = volumes.find((volume) => volume.name === name) ?? {};
    if (configMap) {
      const folder = join(dir, `${labels['app.kubernetes.io/name']}-${name}`);
      await writeFiles(folder, shop.filesOf(configMap.name));
      options.push('--volume', `${folder}:${mountPath}:ro`);
    } else options.push('--tmpfs', `${mountPath}:uid=${runAsUser},gid=${runAsGroup},mode=1777`);
  }
  return options;
}

async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755); // read by the container's user
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text, { mode: 0o644 });
}
