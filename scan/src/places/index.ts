export { scanHistory } from './history.ts';
export { scanImages, scanSaved } from './images.ts';
export { scanLogs } from './logs.ts';
export { scanManifests } from './manifests.ts';
export { scanTree } from './tree.ts';
