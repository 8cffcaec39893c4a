// A child in a process group of its own outlives a parent that was killed, unless somebody watches.
import { type ChildProcess, spawn } from 'node:child_process';

/** Reads until its input ends, which happens when the process at the other end does, in whatever way; then ends $1. */
const WATCH = 'read _; kill -INT "$1" && sleep 15 && kill -KILL "$1"';

/** Makes sure that a child ends when this process does, even by SIGKILL: SIGINT first, SIGKILL after 15 s. */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'sh', String(child.pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  watcher.stdin.on('error', () => {});
  // A child that has ended must not be watched any longer: its number may be given to a stranger.
  child.once('exit', () => watcher.kill('SIGKILL'));
}
