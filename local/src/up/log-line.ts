// One readable line from a line of a service's JSON log.

import type { ProcessName } from '@paidonce/local/system';
import type { Colour, Paint } from './colours.ts';

const levels: Record<string, Colour> = {
  trace: 'grey',
  debug: 'grey',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
};
const services: Record<ProcessName, Colour> = {
  gateway: 'cyan',
  users: 'blue',
  products: 'magenta',
  orders: 'yellow',
  payments: 'green',
  provider: 'grey',
};
/** Said by the line already, or the same on every line. */
const unsaid = new Set(['level', 'time', 'service', 'msg', 'err']);

/** Time, service, level, message, fields; a line that is no JSON (a crash's stack trace) is shown as it is. */
export function logLine(service: ProcessName, line: string, paint: Paint): string {
  const entry = parse(line);
  const name = paint(services[service], service.padEnd(8));
  if (!entry) return `             ${name} ${line}`;
  const level = String(entry.level ?? '');
  const fields = Object.entries(entry)
    .filter(([key]) => !unsaid.has(key))
    .map(([key, value]) => `${key}=${show(value)}`);
  const told = [paint('grey', clock(entry.time)), name, paint(levels[level] ?? 'grey', level.padEnd(5)), entry.msg];
  const more = [...fields, ...failure(entry.err)].join(' ');
  return more ? [...told, paint('grey', more)].join(' ') : told.join(' ');
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // An object that came out of JSON has string keys and nothing else.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Local time of day to the millisecond. */
function clock(time: unknown): string {
  const date = new Date(String(time));
  const two = (number: number) => String(number).padStart(2, '0');
  const seconds = `${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${seconds}`;
}

const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function failure(err: unknown): string[] {
  return typeof err === 'object' && err !== null && 'message' in err ? [`err=${show(err.message)}`] : [];
}
