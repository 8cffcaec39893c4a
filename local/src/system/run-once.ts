// A service's command that ends by itself: migrate, seed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { keepOutput } from '@paidonce/local/logs';
import { nodeCommand, type Subcommand } from './node-command.ts';
import type { ServiceName } from './services.ts';

/** @throws with the reason in the command's own sentence when it gave one, else with all that it said last */
export async function runOnce(service: ServiceName, subcommand: Subcommand, env: NodeJS.ProcessEnv): Promise<void> {
  const { command, args } = nodeCommand(service, subcommand);
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  keepOutput(`${service}-${subcommand}`, child);
  let output = '';
  const listen = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const [code] = await once(child, 'close');
  if (code === 0) return;
  const told = refusal(output) ?? `${subcommand} failed: ${output.trim() || `exit code ${code}`}`;
  throw new Error(`${service}: ${told}`);
}

/** A service that knows why it cannot go on says so in one fatal line, without an error and its stack. */
function refusal(output: string): string | undefined {
  const last = output.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{"level":"fatal"')) return undefined;
  const { msg, reason, err }: Record<string, unknown> = JSON.parse(last);
  if (err !== undefined) return undefined;
  return reason === undefined ? String(msg) : `${msg} (${reason})`;
}
