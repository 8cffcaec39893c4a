// What the gateway is compared with, as a process of its own: @fastify/http-proxy that does the same job in short. It checks the token,
// takes or makes the id of the request, hands both on, and writes one line into the log.

import proxy from '@fastify/http-proxy';
import { createTokens } from '@paidonce/shared/http';
import { createLogger, traceFromHeaders, withoutRedaction } from '@paidonce/shared/observability';
import fastify from 'fastify';

const { UPSTREAM = '', JWT_SECRET_KEY = '' } = process.env;
const log = withoutRedaction(createLogger({ name: 'fastify-proxy' }));
const tokens = createTokens({ JWT_SECRET_KEY, JWT_PREVIOUS_SECRET_KEYS: [] }, { include: () => false });
const bearer = /^bearer +(\S+) *$/i;

const app = fastify({
  logger: false,
  genReqId: ({ headers }) => traceFromHeaders(headers).correlationId,
});
app.decorateRequest('userId', '');
app.addHook('onRequest', async (request, reply) => {
  const token = bearer.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return reply.code(401).send({ detail: 'no token' });
  request.setDecorator('userId', tokens.verify(token).id);
  reply.header('X-Request-Id', request.id);
});
app.addHook('onResponse', async (request, reply) => {
  log.info(
    {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 100) / 100,
      request_id: request.id,
      user_id: request.getDecorator('userId'),
    },
    'request',
  );
});
app.register(proxy, {
  upstream: UPSTREAM,
  undici: { connections: 64, pipelining: 1 },
  replyOptions: { rewriteRequestHeaders: (request, headers) => ({ ...headers, 'x-request-id': request.id }) },
});
await app.listen({ host: '127.0.0.1', port: 0 });
log.info({ url: app.listeningOrigin }, 'listening');
