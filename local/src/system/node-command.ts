// How a service is run: by this very Node, from its sources.
import { join, resolve } from 'node:path';
import type { ServiceName } from './services.ts';

const checkout = resolve(import.meta.dirname, '../../..');

export type Subcommand = 'serve' | 'migrate' | 'seed';

/**
 * Small young generations and a bound on the old one: without them each service keeps 50 MB more after a burst, for no
 * speed (measured). A whole system is to be at rest within 500 MB.
 */
const frugal = ['--max-semi-space-size=16', '--max-old-space-size=256'];

export function nodeCommand(service: ServiceName, subcommand: Subcommand): { command: string; args: string[] } {
  const main = join(checkout, 'services', service, 'src/main.ts');
  return { command: process.execPath, args: [...frugal, main, subcommand] };
}
