// A request as clients make it.

export type Reply = { status: number; headers: Headers; body: unknown };
export type Call = {
  method?: string;
  token?: string | undefined;
  headers?: Record<string, string>;
  body?: unknown;
};

/** Gets, or posts the body if there is one; a text, bytes or a stream go out as they are. Rejects when no whole answer comes. */
export async function call(
  url: string,
  { token, body, headers, method = body === undefined ? 'GET' : 'POST' }: Call = {},
): Promise<Reply> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body), duplex: 'half' }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

/** The bytes that go out; none of a stream, which is not read before. */
export function bytesOf(body: unknown): Uint8Array | undefined {
  if (body instanceof ReadableStream) return undefined;
  if (body instanceof Uint8Array) return body;
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> | ReadableStream {
  return typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
}
