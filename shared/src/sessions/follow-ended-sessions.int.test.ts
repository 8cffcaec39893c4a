import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  type EventType,
  fact,
  newId,
  streams,
  type UserId,
  type UserState,
  userDeleted,
  userRegistered,
  userUpdated,
} from '../contracts/index.ts';
import { createConnection, outgoingEvent } from '../messaging/index.ts';
import { type BareJetStream, bareJetStream, quietLogger } from '../messaging/testing/index.ts';
import { newTrace } from '../observability/index.ts';
import { eventually, type OwnNats, ownNats } from '../testing/index.ts';
import { type FollowedSessions, followEndedSessions } from './index.ts';

const { name: stream, subjects } = streams.USERS;
const log = quietLogger('sessions');

let nats: OwnNats;
let tool: BareJetStream;
const stops: (() => Promise<void>)[] = [];
beforeEach(async () => {
  nats = await ownNats();
  tool = await bareJetStream(nats.url);
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  await tool.close();
  await nats.close();
});

/** An instance of some service, with a connection of its own. */
async function instance(): Promise<FollowedSessions> {
  const connection = createConnection({ url: nats.url, name: 'test', log });
  const sessions = followEndedSessions({ connection, log });
  stops.push(async () => {
    await sessions.stop();
    await connection.stop();
  });
  await connection.start();
  await sessions.start();
  return sessions;
}

const ready = (...instances: FollowedSessions[]) =>
  eventually(() => Promise.all(instances.map((sessions) => sessions.check())));

/** Whether the instance refuses a token of that user that is a minute old. */
const refuses = ({ ended }: FollowedSessions, userId: UserId) => ended.include(userId, Date.now() / 1000 - 60);

/** Tells that an account is not active any more. @returns whose it is */
async function deactivate(type: EventType<UserState> = userUpdated, userId = newId<UserId>()): Promise<UserId> {
  const sessionsValidFrom = new Date(Math.ceil(Date.now() / 1000) * 1000);
  const told = fact<UserState>(type, { userId, version: 2, role: 'user', isActive: false, sessionsValidFrom });
  const { subject, headers, payload } = outgoingEvent(told, streams.USERS.service, newTrace());
  await tool.publish({ subject, headers, body: JSON.stringify(payload) });
  return userId;
}

it('every instance learns within moments whose sessions have ended', async () => {
  await tool.createStream(stream, subjects);
  const instances = [await instance(), await instance()];
  await ready(...instances);
  const [bob, eve] = [await deactivate(), await deactivate(userDeleted)];
  for (const sessions of instances)
    await eventually(() => expect(refuses(sessions, bob) && refuses(sessions, eve)).toBe(true));
});

it('one that starts later knows them from the moment on when it is ready', async () => {
  await tool.createStream(stream, subjects);
  const users: UserId[] = [];
  for (let number = 0; number < 600; number += 1) users.push(await deactivate());
  const late = await instance();
  await ready(late);
  expect(users.filter((userId) => !refuses(late, userId))).toEqual([]);
});

it('is not ready before it has read the stream, and is when there is nothing in it', async () => {
  const sessions = await instance();
  await new Promise((resolve) => setTimeout(resolve, 600)); // longer than it takes to look for the stream, twice
  await expect(sessions.check()).rejects.toThrow('not known yet');
  await tool.createStream(stream, subjects);
  await ready(sessions);
});

it('stays ready while NATS is away, and learns what was told meanwhile', async () => {
  await tool.createStream(stream, subjects);
  const sessions = await instance();
  await ready(sessions);
  const before = await deactivate();
  await eventually(() => expect(refuses(sessions, before)).toBe(true));
  await nats.stop();
  await eventually(async () => expect(await sessions.check()).toBe('known, not up to date'));
  expect(refuses(sessions, before)).toBe(true);

  await nats.start();
  const after = await eventually(() => deactivate());
  await eventually(() => expect(refuses(sessions, after)).toBe(true));
  await eventually(async () => expect(await sessions.check()).toBe('known'));
});

it('keeps what it knows when NATS comes back empty, and follows the new stream', async () => {
  await tool.createStream(stream, subjects);
  const sessions = await instance();
  await ready(sessions);
  const before = await deactivate();
  await eventually(() => expect(refuses(sessions, before)).toBe(true));
  await nats.stop();
  await nats.wipe();
  await nats.start();
  await eventually(() => tool.createStream(stream, subjects));
  const after = await deactivate();
  await eventually(() => expect(refuses(sessions, after)).toBe(true));
  expect(refuses(sessions, before)).toBe(true);
});

it('goes on after its consumer was removed', async () => {
  await tool.createStream(stream, subjects);
  const sessions = await instance();
  await ready(sessions);
  await tool.deleteStream(stream);
  await tool.createStream(stream, subjects);
  const userId = await deactivate();
  await eventually(() => expect(refuses(sessions, userId)).toBe(true));
});

it('is not disturbed by what is no event, and keeps nothing of sign-ups', async () => {
  await tool.createStream(stream, subjects);
  const sessions = await instance();
  const signedUp = await deactivate(userRegistered);
  for (const body of ['{', '{}', '{"user_id":7}']) {
    await tool.publish({ subject: 'user.updated', headers: { 'ce-type': 'user.updated' }, body });
  }
  const userId = await deactivate();
  await eventually(() => expect(refuses(sessions, userId)).toBe(true));
  expect(refuses(sessions, signedUp)).toBe(false);
  expect(sessions.ended.size).toBe(1);
});
