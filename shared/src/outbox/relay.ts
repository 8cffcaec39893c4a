// The relay: publishes the outbox into its stream, in order and at least once. When the stream turns out to have lost what it had
// acknowledged, that is published again in a second lane, while new events go on without waiting.

import type { Stream } from '../contracts/index.ts';
import { faultPoint } from '../lifecycle/index.ts';
import {
  type Acknowledgement,
  type Connection,
  ensureStream,
  publishAll,
  type StreamLimits,
} from '../messaging/index.ts';
import type { Logger, Tracing } from '../observability/index.ts';
import { type Cursor, highestSequence, lossShownBy, lossSince } from './cursor.ts';
import type { RelayCounters } from './outbox-metrics.ts';
import { beginPublishing } from './publish-spans.ts';
import type { OutboxRow, RelayState, RelayStore } from './relay-store.ts';

export type RelayOptions = {
  connection: Connection;
  stream: Stream;
  limits: StreamLimits;
  log: Logger;
  counters: RelayCounters;
  tracing: Tracing;
};

/** How many rows of a lane one step publishes at most. */
export const batchSize = 500;
const publishTimeoutMilliseconds = 5_000;
const checkpointEveryRows = 1_000;
const checkpointEveryMilliseconds = 10_000;
const checkpointsKept = 500;

export class Relay {
  readonly #options: RelayOptions;
  readonly #store: RelayStore;
  readonly #state: RelayState;
  #lanesOpen: boolean;
  #rowsSinceCheckpoint = 0;
  #checkpointDue = 0;
  #copies: number | undefined;
  /** What follows this place, read before it is reached. */
  #ahead: { cursor: Cursor; rows: Promise<OutboxRow[]> } | undefined;

  private constructor(options: RelayOptions, store: RelayStore, state: RelayState, lanesOpen: boolean) {
    this.#options = options;
    this.#store = store;
    this.#state = state;
    this.#lanesOpen = lanesOpen;
  }

  /** Takes up the work where the last leader left it. */
  static async resume(options: RelayOptions, store: RelayStore): Promise<Relay> {
    const state = await store.state();
    return new Relay(options, store, state, (await store.firstLane()) !== undefined);
  }

  /** Makes sure of the stream, and notices when it is another one, or shorter, than the one that was filled. */
  async inspectStream(): Promise<void> {
    const { connection, stream, limits } = this.#options;
    const found = await ensureStream(connection, stream, limits);
    this.#tellOfCopies(found.copies);
    const { known, cursor } = this.#state;
    if (known.created === undefined) await this.#store.adopt(found.created);
    known.created ??= found.created;
    const loss = lossSince(known, found);
    if (loss) await this.#refillAfter(loss.survived, found.created, cursor);
  }

  /** Whoever runs three nodes would not see else that what is told depends on one of them. */
  #tellOfCopies(copies: number): void {
    const { stream, limits, log } = this.#options;
    if (copies === this.#copies) return;
    this.#copies = copies;
    if (copies < limits.replicas)
      log.warn(
        { stream: stream.name, copies, wanted: limits.replicas },
        'the stream has fewer copies than it should have',
      );
  }

  /** Publishes what is next in both lanes. @returns how many rows went out: 0 means that there is nothing to do */
  async step(): Promise<number> {
    return (await this.#publishNew()) + (this.#lanesOpen ? await this.#refill() : 0);
  }

  async #publishNew(): Promise<number> {
    const { cursor, known } = this.#state;
    const rows = await this.#rowsAfter(cursor);
    const last = rows.at(-1)?.place;
    if (last === undefined) return 0;
    faultPoint('relay.read');
    if (rows.length === batchSize) this.#readAhead(last);
    const { reached, acked, failure } = await this.#publish(rows, 'ahead of the cursor', cursor, last);
    faultPoint('relay.published');
    await this.#store.advance(cursor, reached, acked);
    this.#state.cursor = reached;
    known.acked = acked;
    this.#rowsSinceCheckpoint += rows.length;
    await this.#checkpointIfDue();
    if (failure) throw failure;
    return rows.length;
  }

  /** With a full outbox the next rows are read while those before them are published. */
  #readAhead(cursor: Cursor): void {
    const rows = this.#store.after(cursor, batchSize);
    rows.catch(() => {}); // thrown where they are wanted; when publishing fails, they are not
    this.#ahead = { cursor, rows };
  }

  async #rowsAfter(cursor: Cursor): Promise<OutboxRow[]> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead?.cursor === cursor ? ahead.rows : this.#store.after(cursor, batchSize);
  }

  async #refill(): Promise<number> {
    const lane = await this.#store.firstLane();
    if (!lane) {
      this.#lanesOpen = false;
      this.#options.log.info('the stream is complete again');
      return 0;
    }
    const rows = await this.#store.between(lane.at, lane.to, batchSize);
    if (rows.length === 0) {
      await this.#store.closeLane(lane);
      return 1;
    }
    const { reached, acked, failure } = await this.#publish(rows, 'behind the cursor', lane.at, this.#state.cursor);
    await this.#store.advanceLane(lane, reached, acked);
    this.#state.known.acked = acked;
    if (failure) throw failure;
    return rows.length;
  }

  /**
   * Publishes rows; only those before the first that was not acknowledged count as reached.
   * @param sent everything sent so far, these rows included: the stream may lose some of them between two acknowledgements
   */
  async #publish(
    rows: readonly OutboxRow[],
    where: Parameters<typeof lossShownBy>[2],
    from: Cursor,
    sent: Cursor,
  ): Promise<{ reached: Cursor; acked: number; failure: Error | undefined }> {
    const { known } = this.#state;
    const { connection, counters, tracing } = this.#options;
    const endSpans = beginPublishing(tracing, rows);
    const answers = await publishAll(connection, rows, publishTimeoutMilliseconds);
    endSpans(answers);
    const failure = answers.find((answer) => answer instanceof Error);
    const acknowledged = answers
      .slice(0, failure ? answers.indexOf(failure) : answers.length)
      .filter(isAcknowledgement);
    const repeated = acknowledged.filter(({ duplicate }) => duplicate).length;
    counters.published(acknowledged.length - repeated);
    counters.repeated(repeated);
    const loss = lossShownBy(acknowledged, known.acked, where);
    if (loss && known.created !== undefined) await this.#refillAfter(loss.survived, known.created, sent);
    return {
      reached: rows[acknowledged.length - 1]?.place ?? from,
      acked: highestSequence(acknowledged, known.acked),
      failure,
    };
  }

  async #refillAfter(survived: number, created: string, to: Cursor): Promise<void> {
    const { known } = this.#state;
    this.#options.log.error(
      { stream: this.#options.stream.name, acknowledged: known.acked, survived },
      'the stream lost messages that it had acknowledged; publishing them again from the outbox',
    );
    await this.#store.openLane(to, created, survived);
    known.created = created;
    known.acked = survived;
    this.#lanesOpen = true;
  }

  /** While a lane is open the stream has holes, so that its last sequence proves nothing. */
  async #checkpointIfDue(): Promise<void> {
    if (this.#lanesOpen || (this.#rowsSinceCheckpoint < checkpointEveryRows && performance.now() < this.#checkpointDue))
      return;
    await this.#store.checkpoint(this.#state.cursor, this.#state.known.acked, checkpointsKept);
    this.#rowsSinceCheckpoint = 0;
    this.#checkpointDue = performance.now() + checkpointEveryMilliseconds;
  }
}

function isAcknowledgement(answer: Acknowledgement | Error): answer is Acknowledgement {
  return !(answer instanceof Error);
}
