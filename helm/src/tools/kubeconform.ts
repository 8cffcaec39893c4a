// kubeconform, which checks manifests against the API server's schemas.

import { withGo } from '@paidonce/local/programs';
import { findTool } from './find-tool.ts';

/** @returns how to call kubeconform */
export const kubeconform = (): Promise<string> =>
  findTool({
    name: 'kubeconform',
    version: ['-v'],
    serves: /./,
    ways: [withGo('github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0', 'kubeconform')],
    advice: 'install Go, or `brew install kubeconform`',
  });
