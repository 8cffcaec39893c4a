import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { streams, userRegistered } from '@paidonce/shared/contracts';
import { consume, createConnection, type Delivery, readEvent } from '@paidonce/shared/messaging';
import { createLogger } from '@paidonce/shared/observability';
import { call, eventually, type OwnNats, ownNats } from '@paidonce/shared/testing';
import { startUsers, type TestUsers } from '../../testing/start-users.ts';

const log = createLogger({ name: 'test', level: 'silent' });
const ada = { name: 'Ada', email: 'ada@example.com', password: 'helloboosterconf' };

let nats: OwnNats;
let users: TestUsers;
beforeAll(async () => {
  nats = await ownNats();
  users = await startUsers({ NATS_URL: nats.url });
});
afterAll(async () => {
  await users.stop();
  await nats.close();
});

it('tells the stream once of each account, and not of a refused one', async () => {
  const { body } = await call(`${users.url}/users`, { body: ada });
  expect((await call(`${users.url}/users`, { body: ada })).status).toBe(409);
  await users.seed();
  await users.seed();

  const deliveries = await readUsers(3);
  const events = deliveries.map((delivery) =>
    readEvent(userRegistered, (name) => delivery.header(name), JSON.parse(delivery.body)),
  );
  expect(events.map(({ data }) => data.role)).toEqual(['user', 'admin', 'user']);
  expect(events[0]).toMatchObject({
    source: 'user-svc',
    data: { userId: (body as { id: string }).id, version: 1, isActive: true }, // the shape of a sign-up's answer
  });
  expect(deliveries.map(({ body }) => body).join()).not.toMatch(/ada|admin@|bob|argon2/i);
});

/** Waits for so many messages of USERS, and a moment longer for one too many. */
async function readUsers(count: number): Promise<Delivery[]> {
  const connection = createConnection({ url: nats.url, name: 'test', log });
  await connection.start();
  const deliveries: Delivery[] = [];
  const consumption = consume(connection, streams.USERS, 'test', log, (delivery) => deliveries.push(delivery));
  await eventually(() => expect(deliveries.length).toBeGreaterThanOrEqual(count));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await consumption.stop();
  await connection.stop();
  expect(deliveries).toHaveLength(count);
  return deliveries;
}
