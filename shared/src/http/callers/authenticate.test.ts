import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { newId, type UserId } from '../../contracts/index.ts';
import { testTokens } from '../../testing/index.ts';
import { bob, createNotesService, ended, secret, token, tokens } from '../testing/notes-service.ts';

const service = createNotesService();
const { call } = service;

beforeAll(() => service.start());
afterAll(() => service.stop());

describe('a token', () => {
  const path = `/notes/${bob.id}`;
  const claims = { sub: bob.id, email: bob.email, role: 'user' };
  const foreign = testTokens('another secret, quite as long as the first').sign(bob);

  it('is needed where the route says so', async () => {
    const answer = await call(path);
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each(['bearer', 'BEARER', 'Bearer'])('is taken with the scheme written %s', async (scheme) => {
    expect(await call(path, { headers: { authorization: `${scheme} ${token}` } })).toMatchObject({ status: 200 });
  });

  it.each([
    ['expired', jwt.sign({ ...claims, exp: 1_600_000_000 }, secret)],
    ['without an end', jwt.sign(claims, secret)],
    ['of a foreign key', foreign],
    ['without a signature', jwt.sign(claims, '', { algorithm: 'none', expiresIn: 60 })],
    ['of another algorithm', jwt.sign(claims, secret, { algorithm: 'HS512', expiresIn: 60 })],
    ['without a role', jwt.sign({ sub: bob.id, email: bob.email }, secret, { expiresIn: 60 })],
    ['of a role that there is not', jwt.sign({ ...claims, role: 'root' }, secret, { expiresIn: 60 })],
    ['of an id that is no UUID', jwt.sign({ ...claims, sub: "1' or 1=1" }, secret, { expiresIn: 60 })],
    ['that was tampered with', `${token.slice(0, -3)}abc`],
    ['that is none', 'nonsense'],
  ])('%s is refused, on open routes too', async (_what, bad) => {
    for (const address of [path, '/notes?tag=a']) {
      const answer = await call(address, { as: bad });
      expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    }
  });

  it.each([
    ['another scheme', 'Basic Ym9iOnB3'],
    ['no token', 'Bearer'],
    ['two tokens', `Bearer ${token} ${token}`],
    ['no scheme', token],
  ])('in a header with %s is refused', async (_what, authorization) => {
    expect(await call('/notes?tag=a', { headers: { authorization } })).toMatchObject({ status: 401 });
  });

  it('is refused when its session has ended, on open routes too, and one that is issued then is not', async () => {
    const now = Math.floor(Date.now() / 1000);
    const eve = { ...bob, id: newId<UserId>() };
    const old = jwt.sign({ ...claims, sub: eve.id, iat: now - 1, exp: now + 60 }, secret);
    expect(await call('/notes?tag=a', { as: old })).toMatchObject({ status: 200 });
    const sessionsValidFrom = new Date((now + 1) * 1000);
    ended.learn({ userId: eve.id, version: 2, role: 'user', isActive: true, sessionsValidFrom }, Date.now());
    for (const address of [path, '/notes?tag=a']) {
      const answer = await call(address, { as: old });
      expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      expect(await call(address, { as: tokens.sign({ ...eve, sessionsValidFrom }) })).toMatchObject({ status: 200 });
    }
  });

  it('of a user does not open what is for administrators', async () => {
    expect(await call(path, { method: 'DELETE', as: token })).toMatchObject({
      status: 403,
      body: { type: '/problems/forbidden' },
    });
    const admin = tokens.sign({ ...bob, role: 'admin' });
    expect(await call(path, { method: 'DELETE', as: admin })).toMatchObject({ status: 200 });
  });

  it('is asked for before the body is looked at', async () => {
    expect(
      await call('/notes', { method: 'POST', body: '{', headers: { 'content-type': 'text/plain' } }),
    ).toMatchObject({ status: 401 });
  });
});
