// One JSON line per event on standard output, by pino.

import { type DestinationStream, type Logger as PinoLogger, pino, stdSerializers, stdTimeFunctions } from 'pino';

export type Logger = PinoLogger;

/** From the gravest to the chattiest; `silent` says nothing at all. */
export const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type Level = (typeof levels)[number];

const secrets = [
  'authorization',
  'Authorization',
  'cookie',
  'set-cookie',
  'password',
  'temp_password',
  'password_hash',
  'passwordHash',
  'token',
  'access_token',
  'accessToken',
  'jwt',
  'secret',
  'JWT_SECRET_KEY',
  'JWT_PREVIOUS_SECRET_KEYS',
  'JWT_PRIVATE_KEY',
  'DATABASE_URL',
];

/** The logged object itself, what it holds, and one deeper: `{ request: { headers: { authorization } } }`. */
const redacted = ['', '*.', '*.*.'].flatMap((depth) => secrets.map((name) => pathTo(depth, name)));

/**
 * Makes a service's logger. Secrets are replaced by `[redacted]` wherever their usual names stand, up to three levels deep, and errors are
 * told without the rows that they quote. Lines are written synchronously, so that the last one before a crash is there.
 */
export function createLogger(options: { name: string; level?: Level; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: { service: options.name },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: withoutRows },
      redact: { paths: redacted, censor: '[redacted]' },
    },
    options.destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

/** The same logger for lines whose fields are all known to be harmless: looking for secrets costs more than the line itself. */
export function withoutRedaction(log: Logger): Logger {
  return log.child({}, { redact: [] });
}

/** PostgreSQL quotes the row that an error is about, and a password's hash may be in it. Table, constraint and code are told. */
function withoutRows(error: Error): Record<string, unknown> {
  const { detail: _row, where: _context, ...told } = stdSerializers.err(error);
  return told;
}

function pathTo(depth: string, name: string): string {
  if (/^\w+$/.test(name)) return depth + name;
  return `${depth.replace(/\.$/, '')}["${name}"]`;
}
