export { helm } from './helm.ts';
export { kubeconform } from './kubeconform.ts';
