// For tests: lists of products, by their names.

import { call } from '@paidonce/shared/testing';

/** The names of the products in a list that was answered. */
export async function namesAt(url: string): Promise<string[]> {
  const { status, body } = await call(url);
  if (status !== 200) throw new Error(`${url} answers ${status}: ${JSON.stringify(body)}`);
  return (body as { name: string }[]).map(({ name }) => name); // a list of products, or the test fails on it
}

/** The names on all pages of a list, as a client finds them by following `Link`. */
export async function namesOnAllPages(url: string): Promise<string[][]> {
  const { headers } = await call(url);
  const next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  const names = await namesAt(url);
  return next === undefined ? [names] : [names, ...(await namesOnAllPages(new URL(next, url).href))];
}
