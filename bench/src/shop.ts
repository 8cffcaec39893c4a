// Clients of the gateway as a shop's own would be: each a user of its own, all with connections kept open.

import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';

export type Placed = { id: string; amount: number };

export class Shop {
  readonly customers: readonly Customer[];
  /** One more, who is not in the crowd. */
  readonly observer: Customer;
  readonly #pool: Pool;

  private constructor(pool: Pool, customers: readonly Customer[], observer: Customer) {
    this.#pool = pool;
    this.customers = customers;
    this.observer = observer;
  }

  /** Signs up so many customers and the observer. */
  static async open(gatewayUrl: string, customers: number): Promise<Shop> {
    const pool = new Pool(gatewayUrl, { connections: customers + 1, pipelining: 1 });
    const crowd: Customer[] = [];
    while (crowd.length < customers) crowd.push(await Customer.signUp(pool)); // one by one: hashing passwords is slow on purpose
    return new Shop(pool, crowd, await Customer.signUp(pool));
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

export class Customer {
  readonly #pool: Pool;
  #token = '';

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  static async signUp(pool: Pool): Promise<Customer> {
    const customer = new Customer(pool);
    const email = `bench-${randomUUID()}@example.com`;
    const body = await customer.#call('POST', '/users/register', 201, { name: 'Bench', email, password: randomUUID() });
    customer.#token = (body as { access_token: string }).access_token; // the contract's shape
    return customer;
  }

  get token(): string {
    return this.#token;
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
