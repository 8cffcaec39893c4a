import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closePayments, newId, type OrderId, type StreamName, streams } from '@paidonce/shared/contracts';
import {
  type Connection,
  consume,
  consumerLag,
  consumerState,
  createConnection,
  defaultLimits,
  ensureStream,
  findMessages,
  followStream,
  maxAge,
  onPoke,
  poke,
  publishAll,
  readStream,
  request,
  respond,
  settledSequence,
  streamState,
  streamUse,
} from '@paidonce/shared/messaging';
import { type NatsUser, natsUser, quietLogger } from '@paidonce/shared/messaging/testing';
import { eventually } from '@paidonce/shared/testing';
import { type ShopNats, startShopNats } from './testing/shop-nats.ts';

const log = quietLogger('nats-services');
/** Who takes the messages of whose stream, by docs/architecture.md. Everybody replays USERS besides. */
const subscriptions: readonly [service: string, stream: StreamName][] = [
  ['orders', 'PAYMENTS'],
  ['orders', 'PRODUCTS'],
  ['payments', 'ORDERS'],
];
const services = ['gateway', 'users', 'products', 'orders', 'payments'];
const owners = Object.values(streams);
const subjectOf = (stream: StreamName) => streams[stream].subjects.replace('>', 'told');
const inTwentySeconds = () => Date.now() + 20_000;

async function connected(nats: ShopNats, user: string): Promise<Connection> {
  const connection = createConnection({ url: nats.urlOf(user), name: user, log });
  await connection.start();
  await eventually(() => expect(connection.up).toBeDefined());
  return connection;
}

/** Everybody whom the chart lets in, with the code that the services run. */
async function startShop(values: object = {}) {
  const nats = await startShopNats(values);
  const names = [...services, 'operator'];
  const connections = new Map(
    await Promise.all(names.map(async (name) => [name, await connected(nats, name)] as const)),
  );
  const of = (user: string): Connection => {
    const found = connections.get(user);
    if (!found) throw new Error(`there is no user ${user}`);
    return found;
  };
  for (const stream of owners) await ensureStream(of(stream.owner), stream, defaultLimits);
  return {
    nats,
    of,
    async close() {
      for (const connection of connections.values()) await connection.stop();
      await nats.close();
    },
  };
}

const publication = (stream: StreamName) => {
  const id = newId<OrderId>();
  return { id, subject: subjectOf(stream), headers: { 'ce-id': id, 'ce-type': subjectOf(stream) }, body: `"${id}"` };
};

describe('as a user of NATS with the permissions of the chart', () => {
  let shop: Awaited<ReturnType<typeof startShop>>;
  beforeAll(async () => {
    shop = await startShop();
  });
  afterAll(() => shop?.close());

  it.each(owners)('$owner fills its stream and looks after it', async ({ owner, name }) => {
    const [stream, connection] = [streams[name], shop.of(owner)];
    expect(await publishAll(connection, [publication(name), publication(name)], 5_000)).toEqual([
      { sequence: 1, duplicate: false },
      { sequence: 2, duplicate: false },
    ]);
    expect(await ensureStream(connection, stream, defaultLimits)).toMatchObject({ lastSequence: 2 });
    expect(await streamUse(connection, stream)).toMatchObject({ maxBytes: defaultLimits.maxBytes });
  });

  it.each(owners)('$owner goes on with the copies that there are, which are not for it to change', async (stream) => {
    await ensureStream(shop.of(stream.owner), stream, { ...defaultLimits, replicas: 3 });
  });

  it.each(subscriptions)('%s takes %s, acknowledges, and knows how far it is behind', async (service, name) => {
    const [stream, connection] = [streams[name], shop.of(service)];
    await publishAll(shop.of(stream.owner), [publication(name)], 5_000);
    const { lastSequence } = (await streamState(connection, stream)) ?? {};
    const taken: { sequence: number; ack(): void }[] = [];
    const consumption = consume(connection, stream, service, log, (delivery) => void taken.push(delivery));
    await eventually(() => expect(taken.at(-1)?.sequence).toBe(lastSequence));
    expect((await consumerLag(connection, stream, service)).oldestMilliseconds).toBeGreaterThan(0);
    for (const delivery of taken) delivery.ack();
    await eventually(async () => expect(await settledSequence(connection, stream, service)).toBe(lastSequence));
    await consumption.stop();
    for await (const page of readStream(connection, stream, { pageSize: 10 })) expect(page).toHaveLength(3);
    expect(await maxAge(connection, stream)).toBeGreaterThan(0);
  });

  it.each(services)('%s replays USERS and follows it', async (service) => {
    const told: string[] = [];
    const replayed = new Promise<void>((onReplayed) => {
      const onMessage = ({ body }: { body: string }) => void told.push(body);
      const following = { connection: shop.of(service), stream: streams.USERS, windowMilliseconds: 60_000, log };
      const { stop } = followStream({ ...following, onMessage, onReplayed });
      closing.push(stop);
    });
    await replayed;
    const news = publication('USERS');
    await publishAll(shop.of('users'), [news], 5_000);
    await eventually(() => expect(told).toContain(news.body));
  });
  const closing: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(closing.map((stop) => stop())));

  it.each(services)('%s wakes its replicas', async (service) => {
    let woken = 0;
    const stop = onPoke(shop.of(service), service, () => {
      woken += 1;
    });
    poke(shop.of(service), service);
    await eventually(() => expect(woken).toBe(1));
    stop();
  });

  it('orders asks payments, which answers', async () => {
    const fail = (error: unknown) => Promise.reject(error);
    const stop = respond(shop.of('payments'), closePayments, fail, async () => ({ outcome: 'closed' as const }));
    await shop.of('payments').up?.flush();
    const question = { order_id: newId<OrderId>() };
    expect(await request(shop.of('orders'), closePayments, question, inTwentySeconds())).toEqual({ outcome: 'closed' });
    await stop();
  });

  it.each(owners)('the operator reads all of $name, and how far each subscriber is', async ({ name }) => {
    const [stream, operator] = [streams[name], shop.of('operator')];
    const { lastSequence = 0 } = (await streamState(operator, stream)) ?? {};
    const read = [];
    for await (const page of readStream(operator, stream, { pageSize: 10, bodies: true })) read.push(...page);
    expect(read).toHaveLength(lastSequence);
    const ids = read.map(({ id }) => id);
    expect([...(await findMessages(operator, stream, { ids, since: new Date(0) })).keys()]).toEqual(ids);
    for (const [service, followed] of subscriptions)
      expect(await consumerState(operator, streams[followed], service)).toMatchObject({ waiting: 0 });
  });
});

// NATS publishes an answer by the server's own right on whatever subject it was asked to answer: so a service can have one published where it may not.
describe('a service that has the server speak for it', () => {
  let shop: Awaited<ReturnType<typeof startShop>>;
  let payments: NatsUser;
  const bodies: string[] = [];
  const pull = '$JS.API.CONSUMER.MSG.NEXT.PAYMENTS.detour';
  const own = { stream_name: 'PAYMENTS', config: { name: 'detour', ack_policy: 'none', inactive_threshold: 60e9 } };
  const open = async (values: object) => {
    shop = await startShop(values);
    payments = await natsUser(shop.nats.urlOf('payments'));
    await payments.ask('$JS.API.CONSUMER.CREATE.PAYMENTS.detour', JSON.stringify(own));
  };
  /** Puts a message into its own stream, and has it delivered to the subject. */
  const deliverTo = async (subject: string, body: string) => {
    await payments.ask('payment.told', body);
    return payments.publish(pull, { body: '1', reply: subject });
  };
  const close = async () => {
    await payments?.close();
    await shop?.close();
  };
  const lastOf = async (stream: StreamName) => (await streamState(shop.of('operator'), streams[stream]))?.lastSequence;
  /** An empty answer, which is what these requests look like. */
  const have = (request: string) => payments.publish(pull, { body: '{"no_wait":true}', reply: `$JS.API.${request}` });
  const progressOf = (service: string) => consumerState(shop.of('operator'), streams.USERS, service);

  describe('as the chart has it', () => {
    beforeAll(() => open({}));
    afterAll(close);

    it.each(['DELETE', 'PURGE'])('cannot have the messages of a stream deleted by STREAM.%s', async (request) => {
      await publishAll(shop.of('orders'), [publication('ORDERS')], 5_000);
      const last = await lastOf('ORDERS');
      expect(await have(`STREAM.${request}.ORDERS`)).toEqual({ refused: false });
      await payments.ask('$JS.API.STREAM.INFO.ORDERS'); // by then it would have happened
      const read = [];
      for await (const page of readStream(shop.of('operator'), streams.ORDERS, { pageSize: 10 })) read.push(...page);
      expect(read).toHaveLength(last ?? 0);
    });

    it('cannot have the consumer of another deleted', async () => {
      const taking = consume(shop.of('orders'), streams.USERS, 'orders', log, () => {});
      await eventually(async () => expect(await progressOf('orders')).toMatchObject({ listened: true }));
      await taking.stop();
      expect(await have('CONSUMER.DELETE.USERS.orders')).toEqual({ refused: false });
      await payments.ask('$JS.API.STREAM.INFO.ORDERS');
      expect(await progressOf('orders')).toBeDefined();
    });

    it('puts a message into the stream of others that those who follow it do not take for one of theirs', async () => {
      const following = { connection: shop.of('gateway'), stream: streams.USERS, windowMilliseconds: 60_000, log };
      const onMessage = ({ body }: { body: string }) => void bodies.push(body);
      const replay = followStream({ ...following, onMessage, onReplayed: () => {} });
      const taking = consume(shop.of('users'), streams.USERS, 'users', log, (delivery) => {
        bodies.push(delivery.body);
        delivery.ack();
      });
      const before = (await lastOf('USERS')) ?? 0;
      await deliverTo('user.updated', '"forged"');
      await eventually(async () => expect(await lastOf('USERS')).toBe(before + 1));
      const real = publication('USERS');
      await publishAll(shop.of('users'), [real], 5_000);
      await eventually(() => expect(bodies).toEqual([real.body, real.body]));
      await replay.stop();
      await taking.stop();
    });
  });

  describe('while the chart says `nats.maintenance`', () => {
    beforeAll(() => open({ nats: { maintenance: true } }));
    afterAll(close);

    it('could', async () => {
      await have('STREAM.DELETE.ORDERS');
      await eventually(async () => expect(await lastOf('ORDERS')).toBeUndefined());
    });

    it('may not, for all that, delete one by itself; the administrator may', async () => {
      expect(await payments.publish('$JS.API.STREAM.DELETE.PRODUCTS')).toEqual({ refused: true });
      const administrator = await natsUser(shop.nats.urlOf('administrator'));
      const { answer = '' } = { answer: '', ...(await administrator.ask('$JS.API.STREAM.INFO.PRODUCTS')) };
      const changed = JSON.stringify({ ...JSON.parse(answer).config, max_bytes: 2e9 });
      expect(await administrator.ask('$JS.API.STREAM.UPDATE.PRODUCTS', changed)).toMatchObject({
        answer: expect.stringContaining('"max_bytes":2000000000'),
      });
      const deleted = await administrator.ask('$JS.API.STREAM.DELETE.PRODUCTS');
      expect(deleted).toMatchObject({ answer: expect.stringContaining('"success":true') });
      await administrator.close();
    });
  });
});
