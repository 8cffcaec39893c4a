export { helm } from './helm.ts';
export { kubeconform } from './kubeconform.ts';
export { kustomize } from './kustomize.ts';
export { natsCli } from './nats-cli.ts';
export { promtool } from './promtool.ts';
