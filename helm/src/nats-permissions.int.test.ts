import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NatsUser, natsUser } from '@paidonce/shared/messaging/testing';
import { type Act, acts, listening, systemActs, users } from './testing/acts.ts';
import { type ShopNats, startShopNats } from './testing/shop-nats.ts';

const isApi = ({ subject }: Act) => subject.startsWith('$JS.API.') && !subject.includes('.MSG.NEXT.');
const lines = (tried: readonly Act[]) => tried.map(({ subject, body = '' }) => `${subject} ${body}`.trim());
const errorIn = (answer = '{"error":"no answer"}') => JSON.parse(answer).error;

describe('on the NATS of the chart', () => {
  let nats: ShopNats;
  const clients = new Map<string, NatsUser>();
  const allowed = new Map<string, Act[]>(users.map((user) => [user, []]));
  const failed: unknown[] = [];
  beforeAll(async () => {
    nats = await startShopNats();
    for (const user of users) clients.set(user, await natsUser(nats.urlOf(user)));
    for (const act of acts)
      for (const [user, client] of clients) {
        const outcome = await client.ask(act.subject, act.body);
        if (outcome.refused) continue;
        allowed.get(user)?.push(act);
        const error = isApi(act) ? errorIn(outcome.answer) : undefined;
        if (error !== undefined) failed.push({ user, ...act, error });
      }
  });
  afterAll(async () => {
    for (const client of clients.values()) await client.close();
    await nats?.close();
  });

  it.each(users)('%s may say what it has to say, and nothing else', (user) => {
    expect(lines(allowed.get(user) ?? [])).toEqual(lines(acts.filter(({ by }) => by.includes(user))));
  });

  it('whatever somebody may ask of JetStream is done', () => {
    expect(failed).toEqual([]);
  });

  it.each(users)('%s hears what is for it, and nothing else', async (user) => {
    const heard: Act[] = [];
    for (const place of listening) if (!(await clients.get(user)?.subscribe(place.subject))?.refused) heard.push(place);
    expect(lines(heard)).toEqual(lines(listening.filter(({ by }) => by.includes(user))));
  });

  it.each(systemActs)('%s is for the system’s own user', async (subject) => {
    for (const [user, client] of clients)
      expect({ user, ...(await client.publish(subject)) }).toEqual({ user, refused: true });
    const system = await natsUser(nats.urlOf('system'));
    expect(await system.ask(subject)).toMatchObject({ refused: false, answer: expect.stringContaining('{') });
    await system.close();
  });

  it.each(['orders', 'nobody'])('nobody comes in as %s without the password', async (user) => {
    await expect(natsUser(nats.urlOf('orders').replace(/\/\/.*@/, `//${user}:guessed@`))).rejects.toThrow(
      /authorization/i,
    );
  });
});

describe('a stream that is there', () => {
  let nats: ShopNats;
  let orders: NatsUser;
  let payments: NatsUser;
  const asked = async (user: NatsUser, request: string, body: object) => {
    const outcome = await user.ask(`$JS.API.${request}`, JSON.stringify(body));
    return outcome.refused ? 'refused' : JSON.parse(outcome.answer ?? '{}');
  };
  beforeAll(async () => {
    nats = await startShopNats();
    orders = await natsUser(nats.urlOf('orders'));
    payments = await natsUser(nats.urlOf('payments'));
    await asked(orders, 'STREAM.CREATE.ORDERS', { name: 'ORDERS', subjects: ['order.>'] });
    const durable = { durable_name: 'payments', ack_policy: 'explicit' };
    await asked(payments, 'CONSUMER.CREATE.ORDERS.payments', { stream_name: 'ORDERS', config: durable });
  });
  afterAll(async () => {
    await orders?.close();
    await payments?.close();
    await nats?.close();
  });

  it.each([
    ['republishes under the names of others', { republish: { src: 'order.>', dest: 'payment.>' } }],
    ['takes in what others say', { subjects: ['order.>', 'payment.>'] }],
    ['takes in what others keep', { sources: [{ name: 'PAYMENTS' }] }],
    ['forgets', { max_age: 1e9 }],
    ['can be read past its consumers', { allow_direct: true }],
  ])('is not made by its owner into one that %s', async (_, changed) => {
    const made = await asked(orders, 'STREAM.CREATE.ORDERS', { name: 'ORDERS', subjects: ['order.>'], ...changed });
    expect(made).toMatchObject({ error: { description: 'stream name already in use with a different configuration' } });
  });

  it.each([
    ['a name', { name: 'payments' }],
    ['a durable name', { durable_name: 'payments' }],
  ])('has no consumer changed under another’s name by %s in the request', async (_, named) => {
    const config = { ...named, ack_policy: 'explicit', filter_subject: 'order.none' };
    await asked(orders, 'CONSUMER.CREATE.ORDERS.mine.order.none', { stream_name: 'ORDERS', config });
    const { config: kept } = await asked(payments, 'CONSUMER.INFO.ORDERS.payments', {});
    expect(kept).not.toHaveProperty('filter_subject');
  });
});
