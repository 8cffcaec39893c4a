import { describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { change, passwordChange, removal, takesAdministrator, type Wishes } from './account-change.ts';
import { newUser, type User } from './user.ts';

const [signedUp, now, nextSecond] = ['2026-01-01T12:00:00Z', '2026-01-01T13:00:00.5Z', '2026-01-01T13:00:01Z'].map(
  (time) => new Date(time),
) as [Date, Date, Date]; // three in, three out
const ada: User = newUser({ id: newId(), name: 'Ada', email: 'ada@example.com', role: 'user' }, signedUp);
const admin: User = { ...ada, role: 'admin' };
const asleep: User = { ...ada, isActive: false };

describe('a change of an account', () => {
  it.each<[what: string, before: User, wishes: Wishes, endsSessions: boolean]>([
    ['of the name goes on', ada, { name: 'Ada Lovelace' }, false],
    ['of the email goes on', ada, { email: 'Ada@example.com' }, false],
    ['to administrator ends the sessions, whose tokens say user', ada, { role: 'admin' }, true],
    ['to user ends the sessions, whose tokens say administrator', admin, { role: 'user' }, true],
    ['out of use ends the sessions', ada, { isActive: false }, true],
    ['back into use brings no session back', asleep, { isActive: true }, false],
  ])('%s', (_, before, wishes, endsSessions) => {
    const { after, facts } = change(before, wishes, now);
    expect(after).toEqual({
      ...before,
      ...wishes,
      version: 2,
      sessionsValidFrom: endsSessions ? nextSecond : signedUp,
    });
    expect(facts).toMatchObject([{ type: 'user.updated', subject: ada.id, payload: { version: 2 } }]);
  });

  it.each<Wishes>([{}, { name: 'Ada' }, { role: 'user', isActive: true }])(
    'to what it is, as %j, is none',
    (wishes) => {
      expect(change(ada, wishes, now)).toEqual({ before: ada, after: ada, facts: [] });
    },
  );

  it('tells no name and no email', () => {
    expect(JSON.stringify(change(ada, { name: 'Ada Lovelace' }, now).facts)).not.toMatch(/ada/i);
  });
});

it('a new password ends the sessions of the old one', () => {
  expect(passwordChange(ada, now)).toMatchObject({
    after: { version: 2, sessionsValidFrom: nextSecond },
    facts: [{ type: 'user.updated' }],
  });
});

it('who is removed is told of as not active', () => {
  expect(removal(ada, now).facts).toMatchObject([
    {
      type: 'user.deleted',
      payload: { version: 2, is_active: false, sessions_valid_from: '2026-01-01T13:00:01.000Z' },
    },
  ]);
});

it.each<[what: string, takes: boolean, before: User, wishes: Wishes]>([
  ['the demotion of an administrator', true, admin, { role: 'user' }],
  ['the deactivation of an administrator', true, admin, { isActive: false }],
  ['a new name of an administrator', false, admin, { name: 'Countess' }],
  ['the demotion of an administrator who is not active', false, { ...admin, isActive: false }, { role: 'user' }],
  ['the deactivation of a user', false, ada, { isActive: false }],
])('%s takes an administrator away: %s', (_, takes, before, wishes) => {
  expect(takesAdministrator(change(before, wishes, now))).toBe(takes);
});

it('the removal of an administrator takes one away, of a user it does not', () => {
  expect([admin, ada].map((user) => takesAdministrator(removal(user, now)))).toEqual([true, false]);
});
