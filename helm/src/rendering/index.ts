export { matrix, monitored } from './matrix.ts';
export { type KubernetesObject, type Rendered, type Rendering, renderChart } from './render-chart.ts';
