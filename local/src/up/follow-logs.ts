// The services' logs on the terminal: kept back until the summary is out, then line by line.

import type { ProcessName } from '@paidonce/local/system';
import { paint } from './colours.ts';
import { logLine } from './log-line.ts';

export function followLogs() {
  const colour = paint();
  const kept: string[] = [];
  let show = (line: string) => void kept.push(line);
  return {
    hear: (service: ProcessName, line: string) => show(logLine(service, line, colour)),
    follow: () => {
      show = (line) => void process.stdout.write(`${line}\n`);
      kept.forEach(show);
    },
  };
}
