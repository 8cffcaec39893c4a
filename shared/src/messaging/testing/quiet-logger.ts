// The log of parts under test: what they say is no part of the test.

import { createLogger, type Level, type Logger } from '../../observability/index.ts';

const levels: readonly string[] = ['debug', 'info', 'warn', 'error'];

/** Silent, unless TEST_LOG_LEVEL asks to hear it. */
export function quietLogger(name: string): Logger {
  const wish = process.env.TEST_LOG_LEVEL ?? '';
  return createLogger({ name, level: levels.includes(wish) ? (wish as Level) : 'silent' }); // it is one of them
}
