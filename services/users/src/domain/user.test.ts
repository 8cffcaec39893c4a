import { expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { newUser, registered } from './user.ts';

const ada = newUser({ id: newId(), name: 'Ada', email: 'ada@example.com', role: 'user' }, new Date());

it('is active from the start, at version 1', () => {
  expect(ada).toMatchObject({ version: 1, isActive: true });
});

it('is announced without name and email', () => {
  const { subject, payload } = registered(ada);
  expect(subject).toBe(ada.id);
  expect(JSON.stringify(payload)).not.toMatch(/ada/i);
});
