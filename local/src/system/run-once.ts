// A service's command that ends by itself: migrate, seed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { nodeCommand, type Subcommand } from './node-command.ts';
import type { ServiceName } from './services.ts';

/** @throws with what the command said, when it fails */
export async function runOnce(service: ServiceName, subcommand: Subcommand, env: NodeJS.ProcessEnv): Promise<void> {
  const { command, args } = nodeCommand(service, subcommand);
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const listen = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${service}: ${subcommand} failed: ${output.trim() || `exit code ${code}`}`);
}
