// Somebody who comes to the shop for the first time.

import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { CouldNotLook } from '../sources/index.ts';

const patienceMilliseconds = 10_000;

export class Visit {
  /** An account that nobody has. */
  readonly account = { email: `walker-${randomUUID()}@example.com`, password: randomUUID() };
  token: string | undefined;
  /** What was ordered, and what it costs. */
  owed = { order_id: '', amount: 0 };
  readonly #shop: string;

  /** @param shop base address of the gateway */
  constructor(shop: string) {
    this.#shop = shop.replace(/\/+$/, '');
  }

  /** @throws Error with what came instead; CouldNotLook when nobody answers */
  async ask<Answer>(
    method: 'GET' | 'POST',
    path: string,
    status: number,
    schema: z.ZodType<Answer>,
    body?: object,
  ): Promise<Answer> {
    const url = `${this.#shop}/api/v1${path}`;
    const answer = await fetch(url, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMilliseconds),
    }).catch((cause: unknown) => {
      throw new CouldNotLook(`No shop answers at ${this.#shop}.`, { cause });
    });
    const text = await answer.text();
    const told = schema.safeParse(parsed(text));
    if (answer.status === status && told.success) return told.data;
    const known = answer.status === status ? `an answer of another shape` : `${answer.status}`;
    throw new Error(`${method} ${url}: ${status} was expected, and ${known} came: ${text.slice(0, 500)}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
