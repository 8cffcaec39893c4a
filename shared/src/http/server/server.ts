// The HTTP server as a part of a service: limits against slow clients, and an end that answers whatever was asked.

import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Part, Refusal } from '../../lifecycle/index.ts';
import type { Logger } from '../../observability/index.ts';
import { requestBudgetMilliseconds } from '../deadline.ts';
import { boundConnections } from './bound-connections.ts';
import { answerClientError } from './client-error.ts';
import { forFit, refuseExpectation } from './unfit.ts';

export type HttpServerOptions = {
  /** `http` for the one that serves; another is told apart by it in the log. */
  name?: string;
  host: string;
  /** 0: any free one. */
  port: number;
  app: RequestListener;
  log: Logger;
  /** How many connections it holds. */
  mostConnections?: number;
};

export type HttpServer = Part & { readonly port: number };

/**
 * While stopping, requests that arrive on connections already open are still answered for so long, in milliseconds. Our own clients drop
 * idle connections sooner (`clientIdleMilliseconds`), so none of their requests can meet a connection that is just being closed.
 */
export const lingerMilliseconds = 800;

/** A connection on which a request is under way, or its answer, may stand still for so long, in milliseconds. */
const stillMilliseconds = 10_000;

/** For answers given in the last moment to get out, in milliseconds. */
const graceMilliseconds = 100;

/** How long our own clients keep an idle connection, in milliseconds. */
export const clientIdleMilliseconds = 500;

/**
 * A server that listens on `start` and logs `listening` with its port. `stop` refuses new connections at once, answers what comes on open
 * ones with `Connection: close`, and resolves when the last connection has ended. What has no answer when a request's time is up (an upload
 * that never ends) is cut off then, so it takes six seconds at most.
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { name = 'http', host, port, log, mostConnections = 4096 } = options;
  const app = forFit(options.app);
  let stopping = false;
  const server = createServer(
    {
      keepAliveTimeout: 65_000,
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      connectionsCheckingInterval: 1_000,
      requireHostHeader: false, // node would answer without a problem document
    },
    (request, response) => {
      if (stopping) response.setHeader('Connection', 'close');
      app(request, response);
    },
  );
  server.on('clientError', answerClientError);
  server.on('checkExpectation', refuseExpectation);
  // Nothing moves on it although a request is under way: the client neither sends nor reads.
  server.timeout = stillMilliseconds;
  boundConnections(server, mostConnections, () => {
    log.warn({ connections: mostConnections }, 'too many connections; each new one ends the most useless');
  });
  return {
    name,
    get port() {
      const address = server.address();
      return isTcp(address) ? address.port : port;
    },
    async start() {
      await listen(server, host, port);
      log.info({ host, port: this.port }, name === 'http' ? 'listening' : `${name} listening`);
    },
    async stop() {
      if (!server.listening) return;
      stopping = true;
      const closed = closeListener(server);
      await Promise.race([closed, sleep(lingerMilliseconds, undefined, { ref: false })]);
      // Closes idle connections now and whatever becomes idle later; requests that run keep theirs.
      const sweep = setInterval(() => server.closeIdleConnections(), 20);
      const cut = setTimeout(() => server.closeAllConnections(), requestBudgetMilliseconds + graceMilliseconds);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
      server.close(() => {});
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error) => reject(new Refusal(`Cannot listen on ${host}:${port}`, { cause }));
    server.once('error', refuse);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

/** The listener alone: http.Server's close() would cut idle connections at once, under a request that is on its way. */
function closeListener(server: Server): Promise<void> {
  return new Promise((resolve) => {
    NetServer.prototype.close.call(server, () => resolve());
  });
}

function isTcp(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
