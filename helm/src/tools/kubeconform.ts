// kubeconform, which checks manifests against the API server's schemas.

import { findTool, withGo } from '@paidonce/local/programs';

/** @returns how to call kubeconform */
export const kubeconform = (): Promise<string> =>
  findTool({
    name: 'kubeconform',
    version: ['-v'],
    serves: /./,
    ways: [withGo('github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0', 'kubeconform')],
    advice: 'install Go, or `brew install kubeconform`',
  });
