// The README's walk, step by step: whoever can go it has a shop that works.

import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Visit } from './visit.ts';

/** What a step says that it saw. */
type Step = { name: string; go(visit: Visit): Promise<string> };

const token = z.object({ access_token: z.string() });
const product = z.object({ name: z.string() });
const ordered = z.object({ order: z.object({ id: z.string(), status: z.literal('pending') }), amount: z.number() });
const paid = z.object({ id: z.string(), status: z.literal('paid') });
const refused = z.object({ type: z.literal('/problems/already-paid') });
const order = z.object({ status: z.string() });
const timeline = z.array(z.object({ new_value: z.string().nullable() }));

/** From the seeded catalogue, as the README has it. */
const wanted = ['L9ECAV7KIM', 'OLJCESPC7Z'];
const paidWithinMilliseconds = 30_000;
const lookEveryMilliseconds = 20;

export const steps: readonly Step[] = [
  {
    name: 'sign up',
    async go(visit) {
      await visit.ask('POST', '/users', 201, z.unknown(), { name: 'Walker', ...visit.account });
      return visit.account.email;
    },
  },
  {
    name: 'log in',
    async go(visit) {
      const { access_token } = await visit.ask('POST', '/users/login', 200, token, visit.account);
      visit.token = access_token;
      return 'a token';
    },
  },
  {
    name: 'look around',
    async go(visit) {
      const names = [];
      for (const id of wanted) names.push((await visit.ask('GET', `/products/${id}`, 200, product)).name);
      return names.join(', ');
    },
  },
  {
    name: 'order',
    async go(visit) {
      const { order, amount } = await visit.ask('POST', '/order/create', 201, ordered, { product_ids: wanted });
      visit.owed = { order_id: order.id, amount };
      return `${order.id}, ${amount} USD, pending`;
    },
  },
  {
    name: 'pay',
    async go(visit) {
      const { id, status } = await visit.ask('POST', '/payments/pay', 200, paid, visit.owed);
      return `${id}, ${status}`;
    },
  },
  {
    name: 'pay again',
    async go(visit) {
      await visit.ask('POST', '/payments/pay', 403, refused, visit.owed);
      return 'refused: already paid';
    },
  },
  {
    name: 'see it PAID',
    async go(visit) {
      const began = performance.now();
      const path = `/orders/${visit.owed.order_id}`;
      while ((await visit.ask('GET', path, 200, order)).status !== 'paid') {
        if (performance.now() - began > paidWithinMilliseconds)
          throw new Error(`it was not paid after ${paidWithinMilliseconds / 1_000} seconds`);
        await delay(lookEveryMilliseconds);
      }
      const told = (await visit.ask('GET', `${path}/timeline`, 200, timeline)).filter(
        (line) => line.new_value === 'paid',
      );
      if (told.length !== 1) throw new Error(`its timeline tells ${told.length} times that it was paid`);
      return 'paid, and told once in its timeline';
    },
  },
];
