import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call } from '@paidonce/shared/testing';
import { password, startUsers, type TestUsers } from '../../testing/start-users.ts';

let users: TestUsers;
beforeAll(async () => {
  users = await startUsers();
});
afterAll(() => users.stop());

it('a crowd that signs up at once is let in, or told that it is too many; the database is not kept from answering', async () => {
  const outcomes = new Map<string, number>();
  const signUp = async () => {
    const { status, body } = await call(`${users.url}/users`, {
      body: { name: 'Ada', email: `${newId()}@example.com`, password },
    });
    const outcome = status === 201 ? 'let in' : Object(body).type;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  };
  await Promise.all(Array.from({ length: 200 }, signUp));
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['let in', '/problems/too-busy']));
  expect([...outcomes.keys()]).not.toContain('/problems/unavailable');
});
