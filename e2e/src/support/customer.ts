// Somebody who orders and pays, through the gateway unless told otherwise.

import type { System } from '@paidonce/local/system';
import { newId, type Role, type UserId } from '@paidonce/shared/contracts';
import { testTokens } from '@paidonce/shared/testing';
import { z } from 'zod';
import type { Account } from './account.ts';
import { call, type Reply } from './call.ts';

/** What a placed order is answered with, as far as it is paid by. */
export const placed = z.object({ id: z.string(), amount: z.number(), expires_at: z.string() });
const order = z.object({ id: z.string(), status: z.string(), payment_id: z.string().nullable() });
const timeline = z.array(z.object({ event_type: z.string() }));

export type PlacedOrder = z.infer<typeof placed>;
type Payable = Pick<PlacedOrder, 'id' | 'amount'>;

export class Customer {
  readonly id: string;
  readonly token: string;
  readonly #shop: Pick<System, 'gatewayUrl'>;

  /** @param account the shop's own key makes the token of one that does not exist, unless told */
  constructor(shop: Pick<System, 'gatewayUrl' | 'jwtSecretKey'>, role: Role = 'user', account = madeUp(shop, role)) {
    this.#shop = shop;
    this.id = account.id;
    this.token = account.token;
  }

  /** Orders two things for 109.08. */
  async order(at = this.#shop.gatewayUrl): Promise<PlacedOrder> {
    const reply = await this.placeOrder(at);
    if (reply.status !== 201) throw new Error(`not ordered: ${JSON.stringify(reply.body)}`);
    return placed.parse(reply.body);
  }

  /** @param reference the customer's own: asked again with it, the order is the same one */
  placeOrder(at = this.#shop.gatewayUrl, reference?: string): Promise<Reply> {
    const items = [
      { sku: 'L9ECAV7KIM', quantity: 1 },
      { sku: 'OLJCESPC7Z', quantity: 1 },
    ];
    return call(`${at}/orders`, { token: this.token, body: { items, id: reference } });
  }

  /** @param method what the payment provider understands, such as `tok_slow` */
  pay({ id, amount }: Payable, at = this.#shop.gatewayUrl, method?: string): Promise<Reply> {
    return call(`${at}/payments`, { token: this.token, body: { order_id: id, amount, payment_method: method } });
  }

  /** Takes back an order that nobody has paid. */
  cancel({ id }: Pick<PlacedOrder, 'id'>, at = this.#shop.gatewayUrl): Promise<Reply> {
    return call(`${at}/orders/${id}`, { method: 'DELETE', token: this.token });
  }

  become({ id }: Pick<PlacedOrder, 'id'>, status: string, at = this.#shop.gatewayUrl): Promise<Reply> {
    return call(`${at}/orders/${id}`, { method: 'PUT', token: this.token, body: { status } });
  }

  async read({ id }: Pick<PlacedOrder, 'id'>): Promise<z.infer<typeof order>> {
    return order.parse((await this.get(`/orders/${id}`)).body);
  }

  async timeline({ id }: Pick<PlacedOrder, 'id'>): Promise<string[]> {
    return timeline.parse((await this.get(`/orders/${id}/timeline`)).body).map((line) => line.event_type);
  }

  get(path: string, at = this.#shop.gatewayUrl): Promise<Reply> {
    return call(at + path, { token: this.token });
  }
}

function madeUp({ jwtSecretKey }: Pick<System, 'jwtSecretKey'>, role: Role): Account {
  const id = newId<UserId>();
  return { id, token: testTokens(jwtSecretKey).sign({ id, email: `${id}@example.com`, role }) };
}
