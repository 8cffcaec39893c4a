export { kustomization } from './kustomization.ts';
export { folder, imagesIn, placeholders } from './manifests.ts';
