/** A request as clients make it. */

export type Reply = { status: number; headers: Headers; body: unknown };
export type Call = { method?: string; token?: string | undefined; body?: unknown };

/** Gets, or posts the body if there is one; a string goes out as it is. Rejects when no whole answer comes. */
export async function call(
  url: string,
  { token, body, method = body === undefined ? 'GET' : 'POST' }: Call = {},
): Promise<Reply> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}
