import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, eventually, type OwnSystem, ownSystem } from '@paidonce/shared/testing';
import { paidonce } from '../testing/paidonce.ts';

let system: OwnSystem;
beforeAll(async () => {
  system = await ownSystem();
});
afterAll(() => system.close());

/** The services' own addresses: it writes. */
const makeAdmin = (email: string) =>
  paidonce(['users', 'make-admin', email], { readerUrls: system.databaseUrls, natsUrl: system.natsUrl });
const account = { email: 'grace@example.com', password: 'helloboosterconf' };
const token = (body: unknown) => String(Object(body).access_token);

describe('paidonce users make-admin', () => {
  it('says that there is no such account', async () => {
    expect(await makeAdmin('nobody@example.com')).toEqual({
      code: 1,
      output: 'There is no account with the email nobody@example.com. Sign up first.\n',
    });
  });

  it('makes an administrator, whose older sessions end, and who may administer once logged in again', async () => {
    const url = system.gatewayUrl;
    const before = token((await call(`${url}/users`, { body: { name: 'Grace', ...account } })).body);
    expect(await call(`${url}/users`, { token: before })).toMatchObject({ status: 403 });
    expect(await makeAdmin('Grace@example.com')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/is an administrator now/),
    });
    await eventually(async () => {
      expect(await call(`${url}/users/me`, { token: before })).toMatchObject({ status: 401 });
    });
    const after = token((await call(`${url}/users/login`, { body: account })).body);
    expect(await call(`${url}/users`, { token: after })).toMatchObject({ status: 200 });
    expect(await makeAdmin(account.email)).toEqual({
      code: 0,
      output: 'grace@example.com is an administrator already.\n',
    });
  });
});
