// A child in a process group of its own outlives a parent that was killed, unless somebody watches.

import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Reads until its input ends, which happens when the process at the other end does, in whatever way; then ends $1. Once that
 * is gone nothing more is sent: its number may be given to a stranger.
 */
export const watch = `
  read _
  kill -INT "$1" || exit 0
  for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    sleep 1
    kill -0 "$1" || exit 0
  done
  kill -KILL "$1"
`;

/** Makes sure that a child ends when this process does, even by SIGKILL: SIGINT first, SIGKILL after 15 s. */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const watcher = spawn('/bin/sh', ['-c', watch, 'sh', String(child.pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  watcher.stdin.on('error', () => {});
  // A child that has ended must not be watched any longer: its number may be given to a stranger.
  child.once('exit', () => watcher.kill('SIGKILL'));
}
