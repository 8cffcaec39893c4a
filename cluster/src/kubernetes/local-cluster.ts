// Clusters that are somebody's own machine, by the name that each tool gives its context.

export type LocalCluster = {
  /** Takes an image from the Docker engine of this machine onto the nodes; none where the nodes have that engine's images. */
  loadCommand?: string;
  isMinikube: boolean;
};

const tools: readonly [context: RegExp, loadCommand?: string][] = [
  [/^(minikube.*)/, 'minikube --profile {cluster} image load {image}'],
  [/^kind-(.+)/, 'kind load docker-image {image} --name {cluster}'],
  [/^k3d-(.+)/, 'k3d image import {image} --cluster {cluster}'],
  [/^(docker-desktop|rancher-desktop|orbstack|colima)/],
];

/** @returns undefined for a context that may be anybody's: production, for all we know */
export function localCluster(context: string): LocalCluster | undefined {
  for (const [pattern, command] of tools) {
    const found = pattern.exec(context);
    if (!found) continue;
    const loadCommand = command?.replace('{cluster}', found[1] ?? '');
    return { isMinikube: context.startsWith('minikube'), ...(loadCommand !== undefined && { loadCommand }) };
  }
  return undefined;
}
