// A database that was restored from the past comes to know again what its service told, and what it was told.

import { setTimeout as delay } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { StreamName } from '../contracts/index.ts';
import { type HeardAgain, hearAgain } from '../inbox/index.ts';
import { type Connection, readStream, type StoredMessage, streamState } from '../messaging/index.ts';
import type { Logger } from '../observability/index.ts';
import { beginCatchUp, completed, isOwn, type OutboxEvent, TakingBack } from '../outbox/index.ts';
import { readOwn } from './read-own.ts';
import type { OpenService } from './recall.ts';

export type Step =
  /** How many events were told and forgotten, and what they leave to a person. */
  { step: 'taken back'; events: number; left: string[] } | ({ step: 'heard again'; stream: StreamName } & HeardAgain);

export type CatchUp<Schema> = {
  service: OpenService<Schema>;
  connection: Connection;
  log: Logger;
  /** Called with each step that is done. */
  tell(step: Step): void;
  /** Finds out what came back and what is left to a person, and leaves everything as it is. */
  dryRun: boolean;
};

const pageSize = 1_000;
/** Every instance that serves looks every ten seconds whether its database has to catch up. */
const noticedAfterMilliseconds = 12_000;

/**
 * May be interrupted and begun again at any time: until it is done the instances that serve on the database do nothing.
 * @throws Error when there is no stream to catch up with
 */
export async function catchUp<Schema>({ service, connection, log, tell, dryRun }: CatchUp<Schema>): Promise<void> {
  const { database, stream, subscriptions } = service;
  if (!dryRun && !(await beginCatchUp(database.db, noticedAfterMilliseconds))) await delay(noticedAfterMilliseconds);
  const read = await streamState(connection, stream);
  if (!read) throw new Error(`there is no stream ${stream.name}`);
  tell({ step: 'taken back', ...(await takeBack({ service, connection, dryRun })) });
  if (dryRun) return;
  for (const followed of new Set(subscriptions.map((subscription) => subscription.stream))) {
    const heard = await hearAgain(service, connection, followed, log);
    tell({ step: 'heard again', stream: followed.name, ...heard });
  }
  await completed(database.db, read);
}

type Taking<Schema> = Pick<CatchUp<Schema>, 'service' | 'connection' | 'dryRun'>;
type TakenBack = { events: number; left: string[] };

/** In one transaction: the outbox and what it tells of are never apart. */
async function takeBack<Schema>(taking: Taking<Schema>): Promise<TakenBack> {
  const transaction = await taking.service.database.db.startTransaction().execute();
  try {
    const taken = await takeBackIn(transaction, taking);
    await (taking.dryRun ? transaction.rollback() : transaction.commit()).execute();
    return taken;
  } catch (error) {
    if (!transaction.isRolledBack) await transaction.rollback().execute();
    throw error;
  }
}

async function takeBackIn<Schema>(
  transaction: Transaction<Schema>,
  { service: { stream, recall }, connection }: Taking<Schema>,
): Promise<TakenBack> {
  const taking = await TakingBack.begin(transaction);
  const left: string[] = [];
  for await (const page of readStream(connection, stream, { pageSize, bodies: true })) {
    const events: OutboxEvent[] = [];
    for (const message of page.filter((message) => isOwn(stream, message))) {
      const event = eventOf(message);
      if (event) events.push(event);
      else left.push(`message ${message.sequence} of ${stream.name} says that it is its owner's, and is no event`);
    }
    await taking.take(events);
  }
  for await (const page of taking.byAggregate(pageSize)) {
    const { readable, left: unreadable } = readOwn(page, recall.types);
    left.push(...unreadable, ...(await recall.apply(readable, transaction)));
  }
  return { events: taking.count, left };
}

function eventOf({ id, subject, headers, body }: StoredMessage): OutboxEvent | undefined {
  const { 'Nats-Msg-Id': _, ...own } = headers;
  try {
    return { id, subject, headers: own, payload: JSON.parse(body) };
  } catch {
    return undefined;
  }
}
