// What products and users tell others: each way with the points at which a process can be killed on it.

import { expect } from '@jest/globals';
import type { ServiceName } from '@paidonce/local/system';
import { eventually, query } from '@paidonce/shared/testing';
import { z } from 'zod';
import { call } from './call.ts';
import type { Scene } from './flows.ts';
import { instanceOf } from './shop.ts';

export type Telling = {
  name: string;
  points: readonly (readonly [service: ServiceName, point: string])[];
  prepare(scene: Scene): Promise<{
    /** What somebody does once, while a process is killed. */
    tell(): Promise<unknown>;
    /** It has arrived, whoever died meanwhile. */
    expectHeard(): Promise<void>;
  }>;
};

export const tellings: readonly Telling[] = [
  {
    name: 'a price changes',
    points: [
      ['products', 'relay.read'],
      ['products', 'relay.published'],
      ['orders', 'inbox.applied'],
      ['orders', 'inbox.committed'],
    ],
    async prepare({ shop, administrator: { token }, reference: id }) {
      const products = `${shop.gatewayUrl}/products`;
      const known = 'select version, price_minor::int as minor from catalogue where sku = $1';
      const expectKnown = (version: number, minor: number) =>
        eventually(async () => expect(await query(shop.databaseUrls.orders, known, id)).toEqual([{ version, minor }]));
      await call(products, { token, body: { id, name: 'Lamp', price: '10.00' } });
      await expectKnown(1, 1000);
      return {
        tell: () => call(`${products}/${id}`, { method: 'PUT', token, body: { name: 'Lamp', price: '12.50' } }),
        expectHeard: () => expectKnown(2, 1250),
      };
    },
  },
  {
    name: 'an account is closed',
    points: [
      ['users', 'relay.read'],
      ['users', 'relay.published'],
    ],
    async prepare({ shop, administrator, reference }) {
      const account = { name: 'Ada', email: `${reference}@example.com`, password: 'correct horse battery' };
      const { body } = await call(`${shop.gatewayUrl}/users`, { body: account });
      const { id, access_token: token } = z.object({ id: z.string(), access_token: z.string() }).parse(body);
      const expectAnswer = (status: number) =>
        eventually(async () =>
          expect((await call(`${instanceOf(shop, 'orders').url}/orders`, { token })).status).toBe(status),
        );
      await expectAnswer(200);
      return {
        tell: () =>
          call(`${shop.gatewayUrl}/users/${id}`, {
            method: 'PUT',
            token: administrator.token,
            body: { is_active: false },
          }),
        expectHeard: () => expectAnswer(401),
      };
    },
  },
];
