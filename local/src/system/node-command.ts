// How a service is run: by this very Node, from its sources.

import { join, resolve } from 'node:path';
import type { ProcessName } from './services.ts';

const checkout = resolve(import.meta.dirname, '../../..');

export type Subcommand = 'serve' | 'migrate' | 'seed';

export function nodeCommand(name: ProcessName, subcommand: Subcommand): { command: string; args: string[] } {
  const room = name === 'provider' ? 'provider' : join('services', name);
  const main = join(checkout, room, 'src/main.ts');
  return { command: process.execPath, args: [main, subcommand] };
}
