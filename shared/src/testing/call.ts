// A request as clients make it.

export type Reply = { status: number; headers: Headers; body: unknown };

/** Posts the body as JSON, or gets without one. A string goes out as it is. @throws when the answer is not JSON */
export async function call(url: string, options: { token?: string; body?: unknown } = {}): Promise<Reply> {
  const { token, body } = options;
  const headers = {
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url, body === undefined ? { headers } : { method: 'POST', headers, body: text });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}
