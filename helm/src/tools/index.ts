export { helm } from './helm.ts';
export { kubeconform } from './kubeconform.ts';
export { kustomize } from './kustomize.ts';
export { promtool } from './promtool.ts';
