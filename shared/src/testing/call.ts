// A request as clients make it.

export type Call = { method?: string; token?: string; headers?: Record<string, string>; body?: unknown };
export type Reply = { status: number; headers: Headers; body: unknown };

/**
 * Posts the body as JSON, or gets without one, unless a method is named. A string goes out as it is.
 * @returns no body when there is none
 * @throws when the answer is not JSON
 */
export async function call(url: string, { method, token, headers, body }: Call = {}): Promise<Reply> {
  const sent = {
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...headers,
  };
  const init = { method: method ?? (body === undefined ? 'GET' : 'POST'), headers: sent };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url, body === undefined ? init : { ...init, body: text });
  const content = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: content === '' ? undefined : JSON.parse(content),
  };
}
