// People who order and pay while something happens to the system: a load that is bounded in number and in time.

import { setTimeout as delay } from 'node:timers/promises';
import type { System } from '@paidonce/local/system';
import type { Reply } from './call.ts';
import { Customer, type PlacedOrder } from './customer.ts';
import { reasonOf } from './reason-of.ts';

export type Outcomes = {
  /** Orders whose payment was answered with 200, or with "Already Paid" after an attempt whose answer was lost. */
  paid: { customer: Customer; order: PlacedOrder }[];
  /** Answers that did not do it. */
  refusals: Reply[];
  /** Why requests had no whole answer. */
  broken: string[];
};

export type CrowdOptions = {
  people: number;
  /** Each pays so many orders at most. */
  ordersEach: number;
  /** The services that they talk to; the gateway when left out. */
  ordersUrl?: string;
  paymentsUrl?: string;
};

const patienceMilliseconds = 20_000;
const pauseMilliseconds = 50;

export type Crowd = {
  /** How many orders have been paid so far. */
  paid(): number;
  /** No further orders; those begun are paid to the end. @throws when one cannot be paid within 20 s */
  leave(): Promise<Outcomes>;
};

export function sendCrowd(shop: System, { people, ordersEach, ordersUrl, paymentsUrl }: CrowdOptions): Crowd {
  const outcomes: Outcomes = { paid: [], refusals: [], broken: [] };
  let leaving = false;

  /** Tries until it is answered as wanted, as a patient client does. */
  async function insist(attempt: () => Promise<Reply>, isDone: (reply: Reply) => boolean): Promise<Reply> {
    const end = Date.now() + patienceMilliseconds;
    for (;;) {
      try {
        const reply = await attempt();
        if (isDone(reply)) return reply;
        outcomes.refusals.push(reply);
      } catch (error) {
        outcomes.broken.push(reasonOf(error));
      }
      if (Date.now() > end) throw new Error('the system did not come back');
      await delay(pauseMilliseconds);
    }
  }

  async function shopAndPay(): Promise<void> {
    const customer = new Customer(shop);
    for (let number = 0; number < ordersEach && !leaving; number += 1) {
      const placed = await insist(
        () => customer.placeOrder(ordersUrl),
        ({ status }) => status === 201,
      );
      const order = placed.body as PlacedOrder; // the shape that a 201 has
      let attempts = 0;
      const isPaid = ({ status }: Reply) => status === 200 || (status === 403 && attempts > 1);
      const attempt = () => {
        attempts += 1;
        return customer.pay(order, paymentsUrl);
      };
      await insist(attempt, isPaid);
      outcomes.paid.push({ customer, order });
    }
  }

  const everybody = Promise.all(Array.from({ length: people }, shopAndPay));
  everybody.catch(() => {}); // told by leave()
  return {
    paid: () => outcomes.paid.length,
    async leave() {
      leaving = true;
      await everybody;
      return outcomes;
    },
  };
}
