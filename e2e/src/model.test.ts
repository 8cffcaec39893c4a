import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import fc from 'fast-check';
import { Customer } from './support/customer.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import {
  type Command,
  cancel,
  pay,
  payWrongly,
  place,
  read,
  send,
  undo,
  waitUntilLate,
} from './support/model/commands.ts';
import { deliverAgain, die, hastenRedelivery, restartBroker } from './support/model/disturbances.ts';
import { expectKept } from './support/model/expect-kept.ts';
import { nothingYet } from './support/model/known.ts';
import { oneAtATime, type Real } from './support/model/real.ts';
import { replayable } from './support/replay.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openStreams, type Streams } from './support/streams.ts';

let shop: Shop;
let published: Streams;
beforeAll(async () => {
  shop = await openShop({
    env: {
      orders: { ORDER_TIME_TO_LIVE_SECONDS: '2', ORDER_SWEEP_SECONDS: '0.1', MOST_UNPAID_ORDERS: '0' },
      payments: { PROVIDER_TIMEOUT_SECONDS: '0.5' },
    },
  });
  published = await openStreams(shop);
  await hastenRedelivery(published);
});
afterAll(async () => {
  await published.close();
  await shop.close();
});

const { numRuns, ...replay } = replayable(200);
/** So many orders live at the same time. To replay one run, there is one. */
const lanes = replay.path === undefined ? 16 : 1;
const seed = replay.seed ?? randomInt(2 ** 31);

const methods = fc.constantFrom(undefined, undefined, 'tok_declined', 'tok_slow', 'tok_refund_slow', 'tok_timeout');
const places = fc.array(fc.nat(9), { minLength: 5, maxLength: 5 });
const often = (arbitrary: fc.Arbitrary<Command>) => ({ weight: 10, arbitrary });
const seldom = (arbitrary: fc.Arbitrary<Command>) => ({ weight: 1, arbitrary });

/** What people do, what is delivered, and, seldom, what breaks. */
const anything = fc.oneof(
  often(methods.map(pay)),
  often(methods.map(pay)),
  often(fc.constant(payWrongly)),
  often(fc.constant(cancel)),
  often(fc.constant(undo)),
  often(fc.constantFrom('processing' as const, 'shipped' as const, 'delivered' as const).map(send)),
  often(fc.constant(read)),
  often(
    fc
      .tuple(fc.constantFrom('the same events' as const, 'other events' as const), places)
      .map((how) => deliverAgain(...how)),
  ),
  seldom(fc.constant(waitUntilLate)),
  seldom(fc.constantFrom('orders' as const, 'payments' as const).map(die)),
  seldom(fc.constantFrom('nothing' as const, 'nothing' as const, 'everything' as const).map(restartBroker)),
);

it(`whatever people do, is delivered and breaks, every order ends as was promised: ${numRuns} lives`, async () => {
  process.stderr.write(`PAIDONCE_SEED=${seed}\n`);
  const alone = oneAtATime();
  const live = async (life: Iterable<Command>) => {
    const real: Real = {
      shop,
      published,
      alone,
      customer: new Customer(shop),
      administrator: new Customer(shop, 'admin'),
      reference: newId<string>().replaceAll('-', ''),
      order: undefined,
    };
    const known = nothingYet();
    await fc.asyncModelRun(() => ({ model: known, real }), life);
    await expectKept(known, real);
  };
  const lives = fc.commands([anything], {
    maxCommands: 12,
    ...(process.env.PAIDONCE_REPLAY && { replayPath: process.env.PAIDONCE_REPLAY }),
  });
  const ends = await Promise.allSettled(
    Array.from({ length: lanes }, (_, lane) =>
      fc.assert(
        fc.asyncProperty(lives, (life) => live([place, ...life])),
        {
          ...replay,
          seed: seed + lane,
          numRuns: Math.ceil(numRuns / lanes),
          endOnFailure: lanes > 1, // what is replayed is also made smaller
        },
      ),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  expect((await expectAuditorAgrees(shop, 60_000)).ok).toBe(true);
}, 600_000);
