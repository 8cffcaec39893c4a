// What somebody may try on NATS, and who of all users is allowed to. Written down here once more, by hand, from docs/architecture.md.

export type Act = {
  /** Where it is sent. */
  subject: string;
  body?: string;
  /** Whom the server lets do it. */
  by: readonly string[];
};

export const users = ['gateway', 'users', 'products', 'orders', 'payments', 'operator'] as const;
const nobody: readonly string[] = [];

type StreamAccess = { subject: string; owner: string; followers: readonly string[]; readers: readonly string[] };

/** `followers` read and have a durable consumer; gateway and the others replay USERS, where their durables would be theirs as well. */
const everybody = ['gateway', 'users', 'products', 'orders', 'payments'];
const access: Readonly<Record<string, StreamAccess>> = {
  USERS: { subject: 'user', owner: 'users', followers: everybody, readers: everybody },
  PRODUCTS: { subject: 'product', owner: 'products', followers: ['orders'], readers: ['products', 'orders'] },
  ORDERS: { subject: 'order', owner: 'orders', followers: ['payments'], readers: ['orders', 'payments'] },
  PAYMENTS: { subject: 'payment', owner: 'payments', followers: ['orders'], readers: ['orders', 'payments'] },
};

const json = (value: object) => JSON.stringify(value);
const api = (name: string) => `$JS.API.${name}`;

function actsOnStream([stream, { subject, owner, followers, readers }]: [string, StreamAccess]): Act[] {
  const looking = [...readers, 'operator'];
  const reading = { stream_name: stream, config: { name: 'a-while', ack_policy: 'none', inactive_threshold: 30e9 } };
  const durables = followers.flatMap((name): Act[] => {
    const config = { durable_name: name, ack_policy: 'explicit', filter_subject: `${subject}.>` };
    return [
      { subject: api(`CONSUMER.CREATE.${stream}.${name}`), body: json({ stream_name: stream, config }), by: [name] },
      { subject: api(`CONSUMER.INFO.${stream}.${name}`), by: looking },
      { subject: api(`CONSUMER.MSG.NEXT.${stream}.${name}`), body: json({ batch: 1, no_wait: true }), by: [name] },
      { subject: `$JS.ACK.${stream}.${name}.1.1.1.1.0`, by: [name] },
      { subject: api(`CONSUMER.PAUSE.${stream}.${name}`), body: json({}), by: nobody },
      { subject: api(`CONSUMER.UNPIN.${stream}.${name}`), body: json({ group: 'a' }), by: nobody },
      { subject: api(`CONSUMER.RESET.${stream}.${name}`), by: nobody },
      { subject: api(`CONSUMER.LEADER.STEPDOWN.${stream}.${name}`), by: nobody },
      { subject: api(`CONSUMER.DURABLE.CREATE.${stream}.${name}`), body: '{}', by: nobody },
      { subject: api(`CONSUMER.DELETE.${stream}.${name}`), by: nobody },
    ];
  });
  return [
    { subject: api(`STREAM.CREATE.${stream}`), body: json({ name: stream, subjects: [`${subject}.>`] }), by: [owner] },
    { subject: `${subject}.told`, body: '{}', by: [owner] },
    { subject: api(`STREAM.INFO.${stream}`), by: looking },
    { subject: api(`STREAM.MSG.GET.${stream}`), body: json({ seq: 1 }), by: looking },
    { subject: api(`CONSUMER.CREATE.${stream}.a-while`), body: json(reading), by: looking },
    { subject: api(`CONSUMER.MSG.NEXT.${stream}.a-while`), body: json({ batch: 1, no_wait: true }), by: looking },
    { subject: api(`CONSUMER.NAMES.${stream}`), by: ['operator'] },
    { subject: api(`CONSUMER.LIST.${stream}`), by: ['operator'] },
    ...durables,
    { subject: api(`CONSUMER.CREATE.${stream}`), body: json({ stream_name: stream, config: {} }), by: nobody },
    { subject: api(`DIRECT.GET.${stream}`), body: json({ seq: 1 }), by: nobody },
    { subject: api(`STREAM.UPDATE.${stream}`), body: json({ name: stream, max_age: 1e9 }), by: nobody },
    { subject: api(`STREAM.MSG.DELETE.${stream}`), body: json({ seq: 1 }), by: nobody },
    { subject: api(`STREAM.SNAPSHOT.${stream}`), body: json({ deliver_subject: 'elsewhere' }), by: nobody },
    { subject: api(`STREAM.RESTORE.${stream}`), body: '{}', by: nobody },
    { subject: api(`STREAM.LEADER.STEPDOWN.${stream}`), by: nobody },
    { subject: api(`STREAM.PEER.REMOVE.${stream}`), body: json({ peer: 'nats-1' }), by: nobody },
    { subject: api(`STREAM.PURGE.${stream}`), by: nobody },
    { subject: api(`STREAM.DELETE.${stream}`), by: nobody },
  ];
}

const capturing = { name: 'COPY', subjects: ['order.>'] };
const sourcing = { name: 'COPY', sources: [{ name: 'ORDERS' }] };

export const acts: readonly Act[] = [
  ...Object.entries(access).flatMap(actsOnStream),
  ...everybody.map((name): Act => ({ subject: `poke.${name}`, by: [name] })),
  { subject: 'rpc.payments.close', body: '{}', by: ['orders'] },
  { subject: api('STREAM.CREATE.COPY'), body: json(capturing), by: nobody },
  { subject: api('STREAM.CREATE.COPY'), body: json(sourcing), by: nobody },
  { subject: api('STREAM.NAMES'), by: ['operator'] },
  { subject: api('STREAM.LIST'), by: ['operator'] },
  { subject: api('INFO'), by: ['operator'] },
  { subject: api('META.LEADER.STEPDOWN'), by: nobody },
  { subject: '$JS.FC.ORDERS.payments.1', by: nobody },
  ...users.map((name): Act => ({ subject: `_INBOX_${name}.answer`, by: nobody })),
  { subject: '_INBOX.answer', by: nobody },
];

/** Where one may listen. */
export const listening: readonly Act[] = [
  ...users.map((name): Act => ({ subject: `_INBOX_${name}.>`, by: [name] })),
  ...everybody.map((name): Act => ({ subject: `poke.${name}`, by: [name] })),
  ...Object.values(access).map(({ subject }): Act => ({ subject: `${subject}.>`, by: nobody })),
  { subject: 'rpc.payments.close', by: ['payments'] },
  { subject: '_INBOX.>', by: ['operator'] },
  ...['>', '*.>', '_INBOX_orders.*', '$JS.>', '$JS.ACK.>', '$JS.EVENT.>', '$SYS.>', '_R_.>'].map(
    (subject): Act => ({ subject, by: subject === '_INBOX_orders.*' ? ['orders'] : nobody }),
  ),
];

/** What belongs to the server itself: for the user `system` alone. */
export const systemActs: readonly string[] = [
  '$SYS.REQ.SERVER.PING',
  '$SYS.REQ.SERVER.PING.CONNZ',
  '$SYS.REQ.ACCOUNT.SHOP.CONNZ',
  '$JS.API.ACCOUNT.PURGE.SHOP',
];
