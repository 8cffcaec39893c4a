import { beforeEach, describe, expect, it } from '@jest/globals';
import { createGuesses, type Guesses } from './guesses.ts';

let now: number;
let guesses: Guesses;
beforeEach(() => {
  now = 0;
  guesses = createGuesses(() => now, 1_000);
});

const home = { email: 'ada@example.com', address: '192.0.2.1' };
const elsewhere = (number: number) => ({ ...home, address: `198.51.100.${number}` });

const fail = (times: number, attempt = home) => {
  for (let time = 0; time < times; time += 1) guesses.tried(attempt);
};
const refused = (retryAfter: string) =>
  expect.objectContaining({ status: 429, type: '/problems/too-many-attempts', headers: { 'Retry-After': retryAfter } });
const refusal = (attempt = home) => {
  try {
    guesses.allow(attempt);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('guessing from one address', () => {
  it('is slowed down, more with each failure, in whatever letters the email is written', () => {
    fail(4);
    expect(refusal()).toBeUndefined();
    fail(1);
    expect(refusal({ ...home, email: 'ADA@example.com' })).toEqual(refused('1'));
    fail(3);
    expect(refusal()).toEqual(refused('8'));
    now = 8_000;
    expect(refusal()).toBeUndefined();
  });

  it('concerns neither other accounts nor other addresses', () => {
    fail(50);
    expect(refusal({ ...home, email: 'bob@example.com' })).toBeUndefined();
    expect(refusal(elsewhere(1))).toBeUndefined();
  });

  it('counts neighbours in one IPv6 network as one', () => {
    fail(5, { ...home, address: '2001:db8:1:2::1' });
    expect(refusal({ ...home, address: '2001:db8:1:2:9::7' })).toEqual(refused('1'));
    expect(refusal({ ...home, address: '2001:db8:1:3::1' })).toBeUndefined();
  });

  it('begins anew after the right password, and after an hour', () => {
    fail(9);
    guesses.succeeded(home);
    expect(refusal()).toBeUndefined();
    fail(20);
    now = 3_600_000;
    fail(1);
    expect(refusal()).toBeUndefined();
  });
});

describe('guessing from many addresses', () => {
  const attack = () => {
    for (let number = 0; number < 100; number += 1) guesses.tried(elsewhere(number));
  };

  it('ends at a hundred for the account, and one more is let through every 36 seconds', () => {
    attack();
    expect(refusal(elsewhere(200))).toEqual(refused('36'));
    now = 36_000;
    expect(refusal(elsewhere(200))).toBeUndefined();
    guesses.tried(elsewhere(200));
    expect(refusal(elsewhere(201))).toEqual(refused('36'));
  });

  it('does not keep the owner out from where the owner has logged in before', () => {
    guesses.ownerAt(home);
    attack();
    expect(refusal(home)).toBeUndefined();
    fail(4);
    expect(refusal(home)).toBeUndefined();
    fail(1);
    expect(refusal(home)).toEqual(refused('1'));
  });

  it('does not count what the owner mistypes there: strangers have their hundred all the same', () => {
    guesses.succeeded(home);
    fail(99);
    guesses.tried(elsewhere(1));
    expect(refusal(elsewhere(200))).toBeUndefined();
  });
});

describe('the right password', () => {
  it('from many addresses is no guess', () => {
    for (let number = 0; number < 150; number += 1) {
      guesses.tried(elsewhere(number));
      guesses.succeeded(elsewhere(number));
    }
    expect(refusal(elsewhere(200))).toBeUndefined();
  });
});

it('remembers as many as fit, and forgets the oldest', () => {
  fail(9);
  for (let number = 0; number < 1_000; number += 1) guesses.tried({ ...home, email: `${number}@example.com` });
  expect(refusal()).toBeUndefined();
  expect(refusal({ ...home, email: '999@example.com' })).toBeUndefined();
});
