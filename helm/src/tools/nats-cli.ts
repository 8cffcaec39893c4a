// The `nats` command line, for what only an administrator of NATS may do.

import { findTool, withGo } from '@paidonce/local/programs';

/** @returns how to call nats */
export const natsCli = (): Promise<string> =>
  findTool({
    name: 'nats',
    version: ['--version'],
    serves: /./,
    ways: [withGo('github.com/nats-io/natscli/nats@v0.5.1', 'nats')],
    advice: 'install Go, or `brew install nats-io/nats-tools/nats`',
  });
