// CPU time of the system's processes, as Linux accounts for it.

import { readdirSync, readFileSync } from 'node:fs';

/** Names of processes to CPU milliseconds spent so far. */
export type CpuTimes = Map<string, number>;

const millisecondsPerTick = 10; // USER_HZ is 100 on every Linux that Node runs on

type ProcessTimes = { parent: number; own: number; ofEndedChildren: number };

/** Each process with all its children, those that ended included. */
export function cpuTimes(pids: ReadonlyMap<string, number>): CpuTimes {
  const all = allProcesses();
  const spentBy = (pid: number): number => {
    const times = all.get(pid);
    if (!times) return 0;
    const children = [...all].filter(([, child]) => child.parent === pid).map(([child]) => spentBy(child));
    return times.own + times.ofEndedChildren + children.reduce((sum, spent) => sum + spent, 0);
  };
  return new Map([...pids].map(([name, pid]) => [name, spentBy(pid)]));
}

export function difference(after: CpuTimes, before: CpuTimes): CpuTimes {
  return new Map([...after].map(([name, spent]) => [name, spent - (before.get(name) ?? 0)]));
}

function allProcesses(): Map<number, ProcessTimes> {
  const found = new Map<number, ProcessTimes>();
  for (const entry of readdirSync('/proc')) {
    const times = /^\d+$/.test(entry) ? timesOf(entry) : undefined;
    if (times) found.set(Number(entry), times);
  }
  return found;
}

/** Fields of proc(5) `stat`, counted behind the command's name, which may hold spaces. */
function timesOf(pid: string): ProcessTimes | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const at = (index: number) => Number(fields[index]);
    return {
      parent: at(1),
      own: (at(11) + at(12)) * millisecondsPerTick,
      ofEndedChildren: (at(13) + at(14)) * millisecondsPerTick,
    };
  } catch {
    return undefined; // it ended while we looked
  }
}
