// A client of the gateway as a shop's own would be: one user, connections kept open.

import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';

export type Placed = { id: string; amount: number };

export class Shop {
  readonly #pool: Pool;
  #token = '';

  constructor(gatewayUrl: string, connections: number) {
    this.#pool = new Pool(gatewayUrl, { connections, pipelining: 1 });
  }

  async signUp(): Promise<void> {
    const email = `bench-${randomUUID()}@example.com`;
    const body = await this.#call('POST', '/users/register', 201, { name: 'Bench', email, password: randomUUID() });
    this.#token = (body as { access_token: string }).access_token; // the contract's shape
  }

  async order(): Promise<Placed> {
    const body = await this.#call('POST', '/api/v1/order/create', 201, { product_ids: ['L9ECAV7KIM', 'OLJCESPC7Z'] });
    const { order, amount } = body as { order: { id: string }; amount: number }; // the contract's shape
    return { id: order.id, amount };
  }

  async pay({ id, amount }: Placed): Promise<void> {
    await this.#call('POST', '/api/v1/payments/pay', 200, { order_id: id, amount });
  }

  async checkout(): Promise<void> {
    await this.pay(await this.order());
  }

  async statusOf(id: string): Promise<string> {
    const body = await this.#call('GET', `/orders/${id}`, 200);
    return (body as { status: string }).status; // the contract's shape
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #call(method: 'GET' | 'POST', path: string, expected: number, body?: unknown): Promise<unknown> {
    const answer = await this.#pool.request({
      method,
      path,
      headers: { ...(this.#token && { authorization: `Bearer ${this.#token}` }), 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (answer.statusCode !== expected)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${await answer.body.text()}`);
    return answer.body.json();
  }
}
