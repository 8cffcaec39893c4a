// What a service does with its own dead letters when an operator asks for it: apply one after all, or give one up.

import type { Kysely, Transaction } from 'kysely';
import { inTransaction, isOutage, statement } from '../database/index.ts';
import { markAsApplied } from './inbox-store.ts';
import type { OpenInbox } from './open-inbox.ts';
import { readMessage, typeOf } from './read-message.ts';

/** What became of one dead letter. */
export type Outcome = { subscription: string; event: string } & (
  | { outcome: 'applied' }
  /** The event was in the inbox already: there was nothing left to do. */
  | { outcome: 'applied before' }
  | { outcome: 'failed'; reason: string }
  | { outcome: 'discarded' }
);

type Letter = {
  subscription: string;
  event_id: string;
  subject: string;
  headers: Record<string, string>;
  payload: string;
};
type Key = Pick<Letter, 'subscription' | 'event_id' | 'payload'>;

const selectLetters = statement<Key>(
  'select subscription, event_id, payload from dead_letters where event_id = $1 order by stream_sequence',
);
const lockLetter = statement<Letter>(
  `select subscription, event_id, subject, headers, payload from dead_letters
   where subscription = $1 and event_id = $2 and md5(payload) = md5($3) for update`,
);
const removeLetter = statement(
  `delete from dead_letters where subscription = $1 and event_id = $2 and md5(payload) = md5($3) and discarded_at is null`,
);
const failedAgain = statement(
  `update dead_letters set reason = $4, deliveries = deliveries + 1
   where subscription = $1 and event_id = $2 and md5(payload) = md5($3)`,
);
const markDiscarded = statement<{ subscription: string; event: string }>(
  `update dead_letters set discarded_at = now(), discarded_because = $2 where event_id = $1 and discarded_at is null
   returning subscription, event_id as event`,
);

/**
 * Applies the dead letters of an event the way a delivery is applied: marked in the inbox and handled in one
 * transaction, which also removes the letter. One that fails again stays, with its new reason.
 * @returns what became of each; empty when there is none
 * @throws when what the handler needs is away, which is not the letter's fault: it stays as it was
 */
export async function redrive<Schema>(
  { database: { db }, subscriptions }: OpenInbox<Schema>,
  event: string,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const key of await selectLetters(db, event)) {
    const { subscription } = key;
    try {
      const outcome = await inTransaction(db, (transaction) => apply(transaction, subscriptions, key));
      outcomes.push({ subscription, event, outcome });
    } catch (error) {
      if (isOutage(error)) throw error;
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      await failedAgain(db, ...identityOf(key), reason.replaceAll('\0', '\\0'));
      outcomes.push({ subscription, event, outcome: 'failed', reason });
    }
  }
  return outcomes;
}

async function apply<Schema>(
  transaction: Transaction<Schema>,
  subscriptions: OpenInbox<Schema>['subscriptions'],
  key: Key,
): Promise<'applied' | 'applied before'> {
  const [letter] = await lockLetter(transaction, ...identityOf(key));
  if (!letter) return 'applied before'; // somebody else was quicker, or the stream brought it again
  const message = {
    subject: letter.subject,
    header: (name: string) => letter.headers[name] ?? '',
    body: letter.payload,
  };
  const type = typeOf(message);
  const subscription = subscriptions.find(
    (known) => known.stream.name === key.subscription && known.type.type === type,
  );
  if (!subscription) throw new Error(`nothing here listens to ${type} any more`);
  const event = readMessage(subscription, message);
  const fresh = await markAsApplied(transaction, key.subscription, [event.id]);
  if (fresh.size > 0) await subscription.handler([event], transaction);
  await removeLetter(transaction, ...identityOf(key));
  return fresh.size > 0 ? 'applied' : 'applied before';
}

/** Gives the dead letters of an event up, for a reason that is kept with them. @returns those that were not given up before */
export async function discard<Schema>(db: Kysely<Schema>, event: string, reason: string): Promise<Outcome[]> {
  const discarded = await markDiscarded(db, event, reason);
  return discarded.map((letter) => ({ ...letter, outcome: 'discarded' }));
}

/** A dead letter's name: two malformed messages may claim the same id. */
const identityOf = ({ subscription, event_id, payload }: Key) => [subscription, event_id, payload] as const;
