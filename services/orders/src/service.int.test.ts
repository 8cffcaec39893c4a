import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { eventually, query, type TestDatabase, testDatabase } from '@paidonce/shared/testing';
import { startOrders } from './testing/start-orders.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await testDatabase();
});
afterAll(() => own.drop());

it('orders-svc forgets idempotency keys whose day is over, and no others', async () => {
  const before = await startOrders({ DATABASE_URL: own.url });
  await before.stop();
  for (const [key, age] of [
    ['old', '25 hours'],
    ['new', '23 hours'],
  ])
    await query(
      own.url,
      `insert into idempotency_keys (user_id, key, fingerprint, resource_id, created_at)
       values ($1, $2, 'f', $1, now() - $3::interval)`,
      newId(),
      key,
      age,
    );
  const service = await startOrders({ DATABASE_URL: own.url });
  await eventually(async () =>
    expect(await query(own.url, 'select key from idempotency_keys')).toEqual([{ key: 'new' }]),
  );
  await service.stop();
});
