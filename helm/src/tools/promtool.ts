// promtool, which comes with Prometheus: it reads rules as Prometheus does, and tries them on made-up figures.

import { findTool, fromDebianPackage, withGo } from '@paidonce/local/programs';

let found: Promise<string> | undefined;

/** @returns how to call promtool */
export function promtool(): Promise<string> {
  found ??= findTool({
    name: 'promtool',
    version: ['--version'],
    serves: /^promtool, version/m, // one that was built by Go does not know its number
    ways: [
      fromDebianPackage('prometheus', 'usr/bin/promtool'),
      withGo('github.com/prometheus/prometheus/cmd/promtool@v0.316.0', 'promtool'),
    ],
    advice: 'install Prometheus as https://prometheus.io/download tells, or `brew install prometheus`',
  });
  return found;
}
