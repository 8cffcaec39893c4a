export { environmentOf } from './environment-of.ts';
export { matrix, monitored } from './matrix.ts';
export { type Container, matches, type Pod, podsOf } from './pods.ts';
export { type KubernetesObject, type Rendered, type Rendering, renderChart } from './render-chart.ts';
