// What `explain` sees of one order, in each part of the system. A part that is away does not hide the others.

import type { DatabaseOwner, StreamName } from '@paidonce/shared/contracts';
import type { ConsumerState } from '@paidonce/shared/messaging';

/** What a part of the system shows, or why it shows nothing. */
export type Part<Content> = { seen: Content } | { away: string };

export type Order = {
  status: 'pending' | 'paid' | 'processing' | 'shipped' | 'delivered' | 'cancelled';
  confirmed: boolean;
  version: number;
  userId: string;
  amount: string;
  paymentId: string | null;
  createdAt: Date;
  expiresAt: Date;
  /** Somebody wants it cancelled, for this reason. */
  wish: string | null;
  cancelReason: string | null;
  /** When the sweeper tries again. */
  dueAt: Date | null;
};

export type TimelineLine = { version: number; type: string; description: string; createdAt: Date };

export type Payment = {
  id: string;
  status: 'pending' | 'paid' | 'failed' | 'refund_due' | 'refunded';
  amount: string;
  createdAt: Date;
  reason: string | null;
  tries: number;
  nextTryAt: Date | null;
};

/** An event that tells of the order, as the owner's outbox has it. */
export type OutboxEvent = {
  id: string;
  type: string;
  owner: DatabaseOwner;
  stream: StreamName;
  paymentId: string | null;
  /** The cursor has passed it: the stream acknowledged it once. */
  published: boolean;
  madeAt: Date;
};

export type Relay = {
  /** Connections of its kind that the database has: whoever leads, and who stands by. None: no such service runs. */
  replicas: number;
  led: boolean;
  /** Rows behind the cursor. */
  unpublished: number;
  oldestUnpublished: Date | null;
  openLanes: number;
};

export type OrdersSide = {
  order: Order | undefined;
  timeline: TimelineLine[];
  events: OutboxEvent[];
  relay: Relay;
};

export type PaymentsSide = {
  payments: Payment[];
  /** The slot's holder; null: closed; undefined: free. */
  slot: string | null | undefined;
  /** Whether payments has heard of the order. */
  known: boolean;
  events: OutboxEvent[];
  relay: Relay;
};

/** What one subscriber did with one event. */
export type Reception = {
  event: string;
  service: DatabaseOwner;
  appliedAt: Date | null;
  deadLetter: { reason: string; discarded: boolean } | null;
};

export type StreamView = {
  lastSequence: number;
  /** Event id to sequence. */
  positions: Map<string, number>;
  consumers: Map<DatabaseOwner, ConsumerState | undefined>;
};

export type Seen = {
  orderId: string;
  orders: Part<OrdersSide>;
  payments: Part<PaymentsSide>;
  /** By subscriber; one that is away has told nothing. */
  receptions: Reception[];
  nats: Part<Partial<Record<StreamName, StreamView>>>;
};

export const contentOf = <Content>(part: Part<Content>): Content | undefined =>
  'seen' in part ? part.seen : undefined;
