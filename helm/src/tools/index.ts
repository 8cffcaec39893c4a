export { helm } from './helm.ts';
export { kubeconform } from './kubeconform.ts';
export { promtool } from './promtool.ts';
