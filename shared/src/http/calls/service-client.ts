// Asking another service, on behalf of a caller and within what is left of the request's time.

import type { Dispatcher, Pool } from 'undici';
import type { z } from 'zod';
import { Unauthorized, Unavailable } from '../../errors/index.ts';
import type { Part } from '../../lifecycle/index.ts';
import { childTraceparent, type Observed, type Trace, untraced } from '../../observability/index.ts';
import type { Asked } from '../asked.ts';
import { timeoutHeader } from '../deadline.ts';
import { createServicePool, wasBroken } from './service-pool.ts';

/** An inner call takes at most so many milliseconds, and less when the request has less left. */
const callLimitMilliseconds = 2000;

export type CallOptions = Asked & { token?: string | undefined };

export type ServiceClient = Part & {
  /**
   * GETs a path of the service (escape what you put into it: `encodeURIComponent`) and parses the answer.
   * @returns undefined when the service says 404
   * @throws Unavailable when the service does not answer in time, cannot be reached, fails, or answers nonsense
   * @throws Unauthorized when it does not accept the caller's token
   */
  get<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    options: CallOptions,
  ): Promise<z.output<Schema> | undefined>;
};

export type ServiceClientOptions = { baseUrl: string; name: string } & Pick<Observed, 'tracing'>;

/** A client of one service with a small pool of connections; stop it after whatever uses it. */
export function createServiceClient({ baseUrl, name, tracing = untraced }: ServiceClientOptions): ServiceClient {
  const pool = createServicePool(baseUrl, 8);
  const unavailable = (cause: unknown) => new Unavailable(`${name} is not available right now`, { cause });
  return {
    name: `client of ${name}`,
    start: async () => {},
    stop: () => pool.destroy(),
    async get(path, schema, options) {
      const span = tracing.begin?.('client', `GET ${name}`, options.trace, {
        'http.request.method': 'GET',
        'server.address': name,
      });
      const traceparent = span?.trace.traceparent ?? childTraceparent(options.trace);
      const answer = await ask(pool, path, { ...options, traceparent }).catch((error: unknown) => {
        span?.end({}, 'unavailable');
        throw unavailable(error);
      });
      span?.end(
        { 'http.response.status_code': answer.status },
        answer.status >= 400 ? String(answer.status) : undefined,
      );
      if (answer.status === 404) return undefined;
      if (answer.status === 401) throw new Unauthorized(`${name} did not accept the token`);
      if (answer.status !== 200) throw unavailable(new Error(`${name} answered ${answer.status}`));
      const parsed = schema.safeParse(answer.body);
      if (!parsed.success) throw unavailable(parsed.error);
      return parsed.data;
    },
  };
}

type Sent = CallOptions & { traceparent: string };
type Reply = { status: number; body: unknown };

/** Once more when the connection broke: reading twice does no harm, and a service that restarts drops connections. */
async function ask(pool: Pool, path: string, options: Sent): Promise<Reply> {
  try {
    return await request(pool, path, options);
  } catch (error) {
    if (!wasBroken(error)) throw error;
    return await request(pool, path, options);
  }
}

async function request(pool: Pool, path: string, { token, trace, traceparent, deadline }: Sent): Promise<Reply> {
  const limit = Math.min(callLimitMilliseconds, deadline.remaining());
  if (limit === 0) throw new Error('no time left');
  const answer = await pool.request({
    method: 'GET',
    path,
    signal: AbortSignal.timeout(limit),
    headers: headersOf(token, trace, traceparent, limit),
  });
  return { status: answer.statusCode, body: await bodyOf(answer) };
}

function headersOf(
  token: string | undefined,
  trace: Trace,
  traceparent: string,
  milliseconds: number,
): Record<string, string> {
  const headers: Record<string, string> = {
    'x-request-id': trace.correlationId,
    traceparent,
    [timeoutHeader]: String(milliseconds),
  };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  return headers;
}

async function bodyOf(answer: Dispatcher.ResponseData): Promise<unknown> {
  if (answer.statusCode === 200) return answer.body.json();
  await answer.body.dump();
  return undefined;
}
