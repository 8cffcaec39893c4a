// How a service is run: by this very Node, from its sources.

import { join, resolve } from 'node:path';
import type { ServiceName } from './services.ts';

const checkout = resolve(import.meta.dirname, '../../..');

export type Subcommand = 'serve' | 'migrate' | 'seed';

export function nodeCommand(service: ServiceName, subcommand: Subcommand): { command: string; args: string[] } {
  const main = join(checkout, 'services', service, 'src/main.ts');
  return { command: process.execPath, args: [main, subcommand] };
}
