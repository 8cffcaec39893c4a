// Answering requests as a part of a service.

import type { Rpc } from '../contracts/index.ts';
import type { Part } from '../lifecycle/index.ts';
import type { Observed, Trace } from '../observability/index.ts';
import type { Connection } from './connection.ts';
import { respond } from './rpc.ts';

export type ResponderOptions<Request, Answer> = {
  connection: Connection;
  rpc: Rpc<Request, Answer>;
  answer: (request: Request, trace: Trace) => Promise<Answer>;
} & Pick<Observed, 'log' | 'tracing'>;

/**
 * A part that answers requests of one kind from its start to its stop; a request whose answering fails is refused, and
 * the failure logged.
 */
export function createResponder<Request, Answer>(options: ResponderOptions<Request, Answer>): Part {
  const { connection, rpc, answer, log, tracing } = options;
  let stop = () => Promise.resolve();
  return {
    name: `answers to ${rpc.subject}`,
    start() {
      const onFailure = (error: unknown) =>
        log.error({ err: error, rpc: rpc.subject }, 'a request could not be answered');
      stop = respond(connection, rpc, onFailure, answer, { tracing });
      return Promise.resolve();
    },
    stop: () => stop(),
  };
}
