import { describe, expect, it } from '@jest/globals';
import { newId, type UserId, type UserState } from '../contracts/index.ts';
import { EndedSessions } from './ended-sessions.ts';

const noon = Date.parse('2026-01-01T12:00:00Z');
const minutes = 60_000;
const ada = newId<UserId>();

/** Ada, as she is told of when something about her account ended her sessions at this second. */
const changed = (version: number, at: number, isActive = true): UserState => ({
  userId: ada,
  version,
  role: 'user',
  isActive,
  sessionsValidFrom: new Date(at),
});

const issued = (at: number) => at / 1000;

describe('a session', () => {
  it('goes on while nothing is told of its account', () => {
    expect(new EndedSessions().include(ada, issued(noon))).toBe(false);
  });

  it('has ended when its token is older than the change, and not when it is of the same second', () => {
    const ended = new EndedSessions();
    ended.learn(changed(2, noon), noon);
    expect(ended.include(ada, issued(noon - 1000))).toBe(true);
    expect(ended.include(ada, issued(noon))).toBe(false);
  });

  it('has ended whenever it began while the account is not active, and begins again when it is', () => {
    const ended = new EndedSessions();
    ended.learn(changed(2, noon, false), noon);
    expect(ended.include(ada, issued(noon + 30 * minutes))).toBe(true);
    ended.learn(changed(3, noon, true), noon + minutes);
    expect(ended.include(ada, issued(noon + 30 * minutes))).toBe(false);
    expect(ended.include(ada, issued(noon - 1000))).toBe(true);
  });

  it('begins again as well when its account was inactive for longer than a token lives', () => {
    const ended = new EndedSessions();
    ended.learn(changed(2, noon, false), noon);
    ended.learn(changed(3, noon, true), noon + 75 * minutes);
    expect(ended.include(ada, issued(noon + 75 * minutes))).toBe(false);
  });

  it('follows the newest version, in whatever order the versions are told', () => {
    const ended = new EndedSessions();
    ended.learn(changed(4, noon + minutes, true), noon + minutes);
    ended.learn(changed(3, noon, false), noon + minutes);
    expect(ended.include(ada, issued(noon + minutes))).toBe(false);
    expect(ended.include(ada, issued(noon))).toBe(true);
  });

  it("is nobody else's concern", () => {
    const ended = new EndedSessions();
    ended.learn(changed(2, noon, false), noon);
    expect(ended.include(newId(), issued(noon - 1000))).toBe(false);
  });
});

describe('what is remembered', () => {
  it('leaves when no token can be left that it ends, and not before', () => {
    const ended = new EndedSessions();
    ended.learn(changed(2, noon), noon);
    ended.forget(noon + 60 * minutes);
    expect(ended.size).toBe(1);
    ended.forget(noon + 75 * minutes);
    expect(ended.size).toBe(0);
  });

  it('does not begin with a change of long ago', () => {
    const ended = new EndedSessions();
    ended.learn(changed(2, noon - 75 * minutes, false), noon);
    expect(ended.size).toBe(0);
  });
});
