import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type UserId } from '../contracts/index.ts';
import { createDatabase, type Database, migrate, migration, statement } from '../database/index.ts';
import { Conflict } from '../errors/index.ts';
import { quietLogger } from '../messaging/testing/index.ts';
import { eventually, query, type TestDatabase, testDatabase } from '../testing/index.ts';
import { type Claim, createKeyTrimming, idempotencyTables, KeyReused, keyParameter, once, recordKey } from './index.ts';
import { keys } from './keys.ts';

let own: TestDatabase;
let database: Database<unknown>;

beforeAll(async () => {
  own = await testDatabase();
  database = createDatabase<unknown>({ url: own.url, name: 'test', log: quietLogger('test') });
  const notes = migration('create table notes (id uuid primary key, slot text unique)');
  await migrate(database.db, { '0001-notes': notes, '0002-keys': idempotencyTables });
});

afterAll(async () => {
  await database.stop();
  await own.drop();
});

const insertNote = statement<{ id: string }>(
  `with noted as (insert into notes (id, slot) values ($1, $2) on conflict do nothing returning id),
   keyed as (${recordKey('$3', 'noted')})
   select id from noted`,
);

/** An effect as services have it: a guarded statement that writes the key down, and a refusal when its guard does not hold. */
async function note(claim: Claim | undefined, slot: string = newId()): Promise<string> {
  const id = newId();
  const rows = await insertNote(database.db, id, slot, keyParameter([{ claim, resourceId: id }]));
  if (rows.length === 0) throw new Conflict('taken');
  return id;
}

const aClaim = (): Claim => ({ userId: newId<UserId>(), key: 'a-key', fingerprint: 'f' });
const noted = (claim: Claim | undefined, slot?: string) =>
  once(
    database.db,
    claim,
    () => note(claim, slot),
    async (id: string) => id,
  );
const notes = async () => (await query<{ id: string }>(own.url, 'select id from notes')).length;

describe('an effect with a key', () => {
  it('happens once, and its repetition gets the first answer', async () => {
    const claim = aClaim();
    const first = await noted(claim);
    const before = await notes();
    expect(await noted(claim)).toEqual({ result: first.result, replayed: true });
    expect(first.replayed).toBe(false);
    expect(await notes()).toBe(before);
  });

  it('happens once when twins run at the same moment', async () => {
    const before = await notes();
    const claim = aClaim();
    const answers = await Promise.all(Array.from({ length: 20 }, () => noted(claim)));
    expect(new Set(answers.map(({ result }) => result)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await notes()).toBe(before + 1);
  });

  it('is replayed also when its twin took what it wanted', async () => {
    const claim = aClaim();
    const slot = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => noted(claim, slot)));
    expect(new Set(answers.map(({ result }) => result)).size).toBe(1);
  });

  it('belongs to its user', async () => {
    const first = await noted(aClaim());
    const second = await noted(aClaim());
    expect(second).toMatchObject({ replayed: false });
    expect(second.result).not.toBe(first.result);
  });

  it('is refused with another request', async () => {
    const claim = aClaim();
    await noted(claim);
    await expect(noted({ ...claim, fingerprint: 'g' })).rejects.toThrow(KeyReused);
  });

  it('is not remembered when nothing was done', async () => {
    const slot = newId();
    await noted(undefined, slot);
    const claim = aClaim();
    await expect(noted(claim, slot)).rejects.toThrow('taken');
    expect(await noted(claim)).toMatchObject({ replayed: false });
  });
});

describe('a key whose day is over', () => {
  it('is free again, and leaves in the end', async () => {
    const claim = aClaim();
    const first = await noted(claim);
    await query(own.url, `update idempotency_keys set created_at = now() - interval '25 hours'`);
    const second = await noted({ ...claim, fingerprint: 'another request' });
    expect(second).toMatchObject({ replayed: false });
    expect(second.result).not.toBe(first.result);
    const trimming = createKeyTrimming({ databaseUrl: own.url, db: database.db, log: quietLogger('test') });
    await trimming.start();
    await eventually(async () => expect(await query(own.url, 'select key from idempotency_keys')).toHaveLength(1));
    await trimming.stop();
  });

  it('leaves with many others, batch by batch, and the last batch is known by its size', async () => {
    await query(
      own.url,
      `insert into idempotency_keys (user_id, key, fingerprint, resource_id, created_at)
       select gen_random_uuid(), 'k', 'f', gen_random_uuid(), now() - interval '25 hours' from generate_series(1, 1001)`,
    );
    expect(await keys.trim(database.db)).toBe(true);
    expect(await keys.trim(database.db)).toBe(false);
    expect(await query(own.url, `select key from idempotency_keys where key = 'k'`)).toEqual([]);
  });
});
