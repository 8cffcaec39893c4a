import { expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { deadlineIn } from '@paidonce/shared/http';
import { newTrace } from '@paidonce/shared/observability';
import { newUser } from '../../domain/user.ts';
import { createGuesses } from '../../passwords/guesses.ts';
import { signUp } from './sign-up.ts';

it('keeps those who sign up from being kept out where they did, by others who guess', async () => {
  const guesses = createGuesses();
  const registerUser = async ({ name, email }: { name: string; email: string }) =>
    newUser({ id: newId(), name, email, role: 'user' }, new Date());
  const ada = { name: 'Ada', email: 'ada@example.com', password: 'helloboosterconf' };
  const asked = { trace: newTrace(), deadline: deadlineIn(5_000), address: '192.0.2.1' };
  await signUp({ registerUser, guesses })(ada, asked);
  for (let guess = 0; guess < 100; guess += 1) guesses.tried({ ...ada, address: `198.51.100.${guess}` });
  expect(() => guesses.allow({ ...ada, address: '192.0.2.2' })).toThrow(/^Too many wrong passwords/);
  expect(() => guesses.allow({ ...ada, address: '192.0.2.1' })).not.toThrow();
});
