import { expect, it } from '@jest/globals';
import { loadConfig, signingEnvironment } from '../config/index.ts';
import { makePassword } from './make-password.ts';

it('a password is recognised by its beginning, stands in an address as it is, and is another one each time', () => {
  const passwords = Array.from({ length: 200 }, makePassword);
  expect(new Set(passwords).size).toBe(passwords.length);
  for (const password of passwords) {
    expect(password).toMatch(/^paidonce_[A-Za-z0-9]{34}$/);
    expect(encodeURIComponent(password)).toBe(password);
  }
});

it('a password does as a key of tokens too', () => {
  expect(() => loadConfig(signingEnvironment({}), { JWT_SECRET_KEY: makePassword() })).not.toThrow();
});
