// What the machinery of delivery is guarded by: inbox, relay, leadership.

import type { Mutant } from './mutant.ts';

const relayStore = 'shared/src/outbox/relay-store.ts';
const relay = 'shared/src/outbox/relay.ts';
const streamInbox = 'shared/src/inbox/stream-inbox.ts';

export const deliveryGuards: readonly Mutant[] = [
  {
    guard: 'Inbox entry',
    gives: 'An event that is delivered again is recognised, whatever its message id',
    edits: [
      { file: streamInbox, from: '      if (fresh.size === 0) return 0;\n', to: '' },
      {
        file: streamInbox,
        from: 'events.filter(({ id }) => fresh.has(id))',
        to: '[...events]',
      },
    ],
    test: {
      file: 'shared/src/inbox/once.int.test.ts',
      name: 'has its effect once, under its old and under a new message id, singly and in bulk',
    },
    says: 'Array [ 1, + 1,',
  },
  {
    guard: 'Acknowledged after the commit',
    gives: 'An event whose transaction did not commit is delivered again',
    edits: [
      {
        file: streamInbox,
        from: '    const applied = await this.#applyFresh(',
        to: '    for (const { delivery } of received) delivery.ack();\n    const applied = await this.#applyFresh(',
      },
    ],
    test: {
      file: 'shared/src/inbox/runs.int.test.ts',
      name: 'is tried for as long as it takes while the database is away',
    },
    says: '2 of 2 events had no effect',
  },
  {
    guard: 'Given back at the end',
    gives: 'A process that is told to stop loses no message: what it took and has not begun goes to another one',
    edits: [
      {
        file: streamInbox,
        from: 'for (const delivery of this.#waiting.splice(0)) delivery.retryAfter(0);',
        to: 'for (const delivery of this.#waiting.splice(0)) delivery.ack();',
      },
    ],
    test: {
      file: 'shared/src/inbox/gone.int.test.ts',
      name: 'ends its running batch, and gives back what waits at once',
    },
    says: 'of 3000 events had no effect',
  },
  {
    guard: 'Horizon of the relay',
    gives: 'A commit that is slow to end is waited for, not skipped',
    edits: [{ file: relayStore, from: ' and xid < pg_snapshot_xmin(pg_current_snapshot())', to: '' }],
    test: {
      file: 'shared/src/outbox/publishing.int.test.ts',
      name: 'is waited for, and published before what was committed after it began',
    },
    says: '- Array [] + Array [',
  },
  {
    guard: 'Lock-bound cursor',
    gives: 'A relay that lost the lead cannot move the cursor from where its successor put it',
    edits: [
      {
        file: relayStore,
        from: 'where xid = $1::xid8 and seq = $2::bigint returning 1',
        to: 'where ($1::xid8, $2::bigint) is not null returning 1',
      },
    ],
    test: { file: 'shared/src/outbox/leaders.int.test.ts', name: 'cannot move the cursor from where it last saw it' },
    says: 'Received promise resolved instead of rejected',
  },
  {
    guard: 'One leader',
    gives: 'Of the relays of one outbox, one publishes',
    edits: [
      {
        file: 'shared/src/database/leadership.ts',
        from: 'select pg_try_advisory_lock($1) as held',
        to: 'select $1::int is not null as held',
      },
    ],
    test: { file: 'shared/src/outbox/leaders.int.test.ts', name: 'have one leader, and send each event once' },
    says: 'Expected length: 1 Received length: 0',
  },
  {
    guard: 'Rewind, when the stream is shorter',
    gives: 'A broker that lost its tail is noticed and filled again',
    edits: [
      {
        file: relay,
        from: '    if (loss) await this.#refillAfter(loss.survived, found.created, cursor);\n',
        to: '    if (loss) void cursor;\n',
      },
    ],
    test: {
      file: 'shared/src/outbox/losses.int.test.ts',
      name: 'is noticed by the sequence that went back, and filled again from the last checkpoint that survived',
    },
    says: '400 of 1500 events are not in the stream',
  },
  {
    guard: 'Rewind, when the tail was filled again',
    gives:
      'A broker that lost its tail and took new messages since, so that it looks healthy, is noticed by numbers that it gives out again',
    edits: [
      {
        file: relay,
        from: '    if (loss && known.created !== undefined) await this.#refillAfter(loss.survived, known.created, sent);\n',
        to: '    if (loss) void sent;\n',
      },
    ],
    test: {
      file: 'shared/src/outbox/losses.int.test.ts',
      name: 'is noticed by the numbers that are given out again, when nobody looked at the stream before publishing',
    },
    says: '400 of 1505 events are not in the stream',
  },
];
