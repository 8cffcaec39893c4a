// What users tells of its accounts becomes what every verifier of tokens knows of ended sessions.

import { type EventType, streams, type UserState, userDeleted, userUpdated } from '../contracts/index.ts';
import type { Dependency, Part } from '../lifecycle/index.ts';
import {
  type Connection,
  type Consumption,
  type FollowedMessage,
  followStream,
  readEvent,
  typeHeader,
} from '../messaging/index.ts';
import type { Logger } from '../observability/index.ts';
import { EndedSessions, memoryMilliseconds } from './ended-sessions.ts';

export type FollowedSessions = Part & Dependency & { readonly ended: EndedSessions };

const forgetEveryMilliseconds = 60_000;

/** Sign-ups end nothing and are left out: there would be many. */
const told: readonly EventType<UserState>[] = [userUpdated, userDeleted];

/**
 * Replays one token lifetime of USERS from its start on, and again after each reconnection; required for as long as it
 * has not once read all of that. Afterwards it keeps what it knows while NATS is away.
 */
export function followEndedSessions({ connection, log }: { connection: Connection; log: Logger }): FollowedSessions {
  const ended = new EndedSessions();
  let following: Consumption | undefined;
  let forgetting: NodeJS.Timeout | undefined;
  let replayed = false;

  function learn(message: FollowedMessage): void {
    const type = told.find(({ type }) => type === message.header(typeHeader));
    if (type === undefined) return;
    try {
      ended.learn(readEvent(type, message.header, JSON.parse(message.body)).data, Date.now());
    } catch (error) {
      log.warn({ err: error, type: type.type }, 'a message of USERS is no event; it ends no session');
    }
  }

  return {
    name: 'sessions',
    required: true,
    ended,
    start() {
      following = followStream({
        connection,
        stream: streams.USERS,
        windowMilliseconds: memoryMilliseconds,
        log,
        onMessage: learn,
        onReplayed() {
          if (!replayed) log.info({ accounts: ended.size }, 'ended sessions are known');
          replayed = true;
        },
      });
      forgetting = setInterval(() => ended.forget(Date.now()), forgetEveryMilliseconds).unref();
      return Promise.resolve();
    },
    async stop() {
      clearInterval(forgetting);
      await following?.stop();
    },
    async check() {
      if (!replayed) throw new Error('the ended sessions are not known yet');
      return connection.up ? 'known' : 'known, not up to date';
    },
  };
}
