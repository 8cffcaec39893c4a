// Applies the messages of one stream: in batches while all goes well, one at a time around a failure.

import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { EventId, Stream } from '../contracts/index.ts';
import { inTransaction, isOutage } from '../database/index.ts';
import { faultPoint } from '../lifecycle/index.ts';
import type { Delivery, Event } from '../messaging/index.ts';
import type { Logger, Tracing } from '../observability/index.ts';
import { Attempts } from './attempts.ts';
import type { OutcomeCounter } from './inbox-metrics.ts';
import { markAsApplied, setAside } from './inbox-store.ts';
import { beginProcessing } from './process-spans.ts';
import { type Received, type Refused, type Run, sortIntoRuns } from './runs.ts';
import type { Subscription } from './subscription.ts';

export type StreamInboxOptions<Schema> = {
  db: Kysely<Schema>;
  afterCommit: () => void;
  log: Logger;
  count: OutcomeCounter;
  tracing: Tracing;
  /** The subscriber's name. */
  durable: string;
};

const batchSize = 250;
/**
 * Under load the inbox takes breath between two batches: one transaction for what comes meanwhile costs a fraction of one for each
 * event. The more came, the longer; after one event or two, which are what one command tells, hardly at all.
 */
const breathMilliseconds = (events: number) => Math.min(25, 4 * Math.max(0, events - 2));

export class StreamInbox<Schema> {
  readonly #stream: Stream;
  readonly #subscriptions: ReadonlyMap<string, Subscription<Schema>>;
  readonly #options: StreamInboxOptions<Schema>;
  readonly #attempts = new Attempts();
  #waiting: Delivery[] = [];
  #running: Promise<void> | undefined;
  #finishing = false;

  constructor(stream: Stream, subscriptions: readonly Subscription<Schema>[], options: StreamInboxOptions<Schema>) {
    this.#stream = stream;
    this.#subscriptions = new Map(subscriptions.map((subscription) => [subscription.type.type, subscription]));
    this.#options = options;
  }

  /** Takes a delivery; whatever has come by the time the last batch is done makes up the next one. */
  take(delivery: Delivery): void {
    if (this.#finishing) {
      delivery.retryAfter(0);
      return;
    }
    this.#waiting.push(delivery);
    this.#running ??= this.#applyAll();
  }

  /** Ends after the running batch; what waits goes back to the stream. */
  async finish(): Promise<void> {
    this.#finishing = true;
    await this.#running;
    for (const delivery of this.#waiting.splice(0)) delivery.retryAfter(0);
  }

  async #applyAll(): Promise<void> {
    await Promise.resolve(); // lets deliveries that arrived together be one batch
    while (this.#waiting.length > 0 && !this.#finishing) {
      const batch = this.#waiting.splice(0, batchSize);
      await this.#applyBatch(batch);
      if (batch.length < batchSize) await delay(breathMilliseconds(batch.length));
    }
    this.#running = undefined;
  }

  async #applyBatch(deliveries: readonly Delivery[]): Promise<void> {
    const { runs, unwanted, malformed } = sortIntoRuns(deliveries, this.#subscriptions);
    for (const delivery of unwanted) delivery.ack();
    await this.#setAside(malformed);
    for (const run of runs) {
      if (this.#finishing) for (const { delivery } of run.received) delivery.retryAfter(0);
      else await this.#setAside(await this.#applyRun(run));
    }
  }

  /**
   * A run that fails is replayed one message at a time, so that one bad message does not hold the others back. In an outage
   * that would only be slow: all of it is tried again later.
   * @returns what is to be set aside: together, since a statement for each would hold up what comes after a flood of them
   */
  async #applyRun(run: Run<Schema>): Promise<Refused[]> {
    try {
      await this.#apply(run);
      return [];
    } catch (error) {
      if (run.received.length === 1 || isOutage(error)) return this.#failed(run.received, error);
      const refused: Refused[] = [];
      for (const received of run.received) refused.push(...(await this.#applyRun({ ...run, received: [received] })));
      return refused;
    }
  }

  /** The promise: marked as applied and applied in one transaction, acknowledged only after its commit. */
  async #apply({ subscription, received }: Run<Schema>): Promise<void> {
    // The first with an id is the event, as when they come one by one: whatever else is sent under its id is a repetition.
    const events = [...Map.groupBy(received, ({ event }) => event.id).values()].flatMap(
      ([first]) => first?.event ?? [],
    );
    const { tracing, durable } = this.#options;
    const processing = beginProcessing(tracing, events, durable);
    const applied = await this.#applyFresh(subscription, processing.events).catch((error: unknown) => {
      processing.end(error);
      throw error;
    });
    processing.end();
    faultPoint('inbox.committed');
    for (const { delivery, event } of received) {
      this.#attempts.succeeded(event.id);
      delivery.ack();
    }
    this.#options.count('applied', applied);
    this.#options.count('repeated', received.length - applied);
    this.#options.afterCommit();
  }

  /** @returns how many had not been applied before */
  #applyFresh({ handler }: Subscription<Schema>, events: readonly Event<unknown>[]): Promise<number> {
    const ids = events.map(({ id }) => id);
    return inTransaction(this.#options.db, async (transaction) => {
      const fresh = await markAsApplied(transaction, this.#stream.name, ids);
      if (fresh.size === 0) return 0;
      await handler(
        events.filter(({ id }) => fresh.has(id)),
        transaction,
      );
      faultPoint('inbox.applied');
      return fresh.size;
    });
  }

  /** Either one event, or several in an outage, which is no event's fault. @returns those that are never to be tried again */
  #failed(received: readonly Received[], error: unknown): Refused[] {
    const refused: Refused[] = [];
    const retried: EventId[] = [];
    for (const { delivery, event } of received) {
      const verdict = this.#attempts.failed(event.id, error, delivery.deliveries);
      if (verdict === 'set aside') {
        refused.push({ delivery, error });
      } else {
        delivery.retryAfter(verdict.retryAfter);
        retried.push(event.id);
      }
    }
    if (retried.length > 0) {
      this.#options.count('retried', retried.length);
      const { length: events, 0: first } = retried;
      this.#options.log.warn({ err: error, stream: this.#stream.name, events, first }, 'events failed; trying again');
    }
    return refused;
  }

  /** One that cannot be written holds no other back: each is then written by itself. */
  async #setAside(refused: readonly Refused[]): Promise<void> {
    const [first] = refused;
    if (!first) return;
    const { length: messages } = refused;
    const { sequence } = first.delivery;
    try {
      const letters = refused.map(({ delivery, error }) => ({ delivery, reason: reasonOf(error) }));
      await setAside(this.#options.db, this.#stream.name, letters);
      for (const { delivery } of refused) delivery.terminate();
      this.#options.count('set_aside', messages);
      this.#options.log.error(
        { err: first.error, stream: this.#stream.name, messages, sequence },
        'set aside as dead letters',
      );
    } catch (cause) {
      if (messages > 1 && !isOutage(cause)) {
        for (const one of refused) await this.#setAside([one]);
        return;
      }
      this.#options.log.warn({ err: cause, messages, sequence }, 'dead letters could not be written; trying again');
      for (const { delivery } of refused) delivery.retryAfter(1_000);
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
