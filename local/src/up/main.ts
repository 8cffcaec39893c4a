// `make up`: the whole system on this machine until Ctrl-C.

import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { home, progress } from '@paidonce/local/servers';
import { databaseOwners, portNames, portOffset, startSystem, usualPorts } from '@paidonce/local/system';
import { checkPorts } from './check-ports.ts';
import { paint } from './colours.ts';
import { followLogs } from './follow-logs.ts';
import { frugal } from './frugal.ts';
import { given } from './given.ts';
import { becomeOnlyRunner } from './only-runner.ts';
import { createReviver, GaveUp } from './revive.ts';
import { summary } from './summary.ts';
import { thenStop } from './then-stop.ts';

async function up(): Promise<void> {
  const dir = home();
  const systemFile = join(dir, 'system.json');
  await mkdir(dir, { recursive: true });
  if (!(await becomeOnlyRunner(dir))) {
    throw new Error('PaidOnce runs already from this checkout: use that one, or stop it with Ctrl-C in its terminal.');
  }

  const { databaseUrls, natsUrl, remoteProvider } = given();
  const ports = usualPorts(portOffset());
  const ownPostgres = databaseOwners.some((service) => !databaseUrls[service]);
  await checkPorts(
    ports,
    portNames.filter((name) => {
      if (name.startsWith('nats')) return !natsUrl;
      if (name === 'provider') return remoteProvider;
      return name === 'postgres' ? ownPostgres : true;
    }),
  );

  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The second one ends everything at once: whoever sends it has waited enough.
    process.on(signal, () => (stopped.signal.aborted ? process.exit(130) : stopped.abort()));
  }
  // Whoever reads the output may have gone: `make up | head`.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => stopped.abort());
  const log = followLogs();
  const reviver = createReviver(stopped);
  const system = await startSystem({
    dir: join(dir, 'data'),
    ports,
    env: frugal,
    databaseUrls,
    natsUrl,
    remoteProvider,
    onLog: log.hear,
    onDeath: reviver.service,
    onServerDeath: reviver.server,
    onProgress: progress,
  });
  await thenStop(system, systemFile, async () => {
    process.stdout.write(summary(system, paint()));
    log.follow();
    if (!stopped.signal.aborted) await once(stopped.signal, 'abort');
    progress('\nstopping services, NATS, PostgreSQL');
  });
  if (stopped.signal.reason instanceof GaveUp) throw stopped.signal.reason;
}

try {
  await up();
} catch (error) {
  progress(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
