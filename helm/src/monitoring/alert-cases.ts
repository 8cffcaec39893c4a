// A shop that is well, and what is otherwise in it when an alarm should ring, or had better not.

export type AlertCase = {
  when: string;
  /** What differs from `healthy`: values every half minute, in promtool's words. */
  figures: Record<string, string>;
  after: string;
  /** All the alarms that ring then, each with the service that it is about, if it is about one. */
  ring: readonly string[];
  /** A time at which none rings yet. */
  silentAfter?: string;
};

const hosts = ['api-gateway', 'orders-svc', 'payments-svc', 'product-svc', 'user-svc'];
const withStream = { USERS: 'user-svc', PRODUCTS: 'product-svc', ORDERS: 'orders-svc', PAYMENTS: 'payments-svc' };
const day = 86_400;

/** Half an hour is 60 values; each series has more. */
const always = (value: number) => `${value}x150`;
const growing = (step: number) => `0+${step}x150`;
/** It happens after ten minutes. */
const then = (before: number, after: number | string) => `${before}x20 ${after}x120`;

const scraped = (name: string, job: string, more = '', instance = `${job}-a`) =>
  `${name}{part_of="paidonce", job="${job}", instance="${instance}"${more}}`;
const requests = (job: string, statusClass: string) =>
  scraped('http_server_request_duration_seconds_count', job, `, status_class="${statusClass}"`);
const within = (job: string, le: string) => scraped('http_server_request_duration_seconds_bucket', job, `, le="${le}"`);
const ofStream = (name: string, job: string, stream: string) => scraped(name, job, `, stream="${stream}"`);

export const healthy: Readonly<Record<string, string>> = Object.fromEntries([
  ...hosts.flatMap((job) => [
    [scraped('up', job), always(1)],
    [scraped('process_start_time_seconds', job), always(1000)],
    [scraped('paidonce_nats_connected', job), always(1)],
    [requests(job, '2xx'), growing(60)],
    [requests(job, '5xx'), always(0)],
    ...['0.1', '1', '2.5', '+Inf'].map((le) => [within(job, le), growing(60)]),
  ]),
  ...Object.entries(withStream).flatMap(([stream, job]) => [
    [scraped('paidonce_outbox_lag_seconds', job), always(1)],
    [scraped('paidonce_relay_leading', job), always(1)],
    [scraped('paidonce_relay_lanes_open', job), always(0)],
    [scraped('paidonce_database_behind', job), always(0)],
    [scraped('paidonce_pool_waiting_requests', job), always(0)],
    [scraped('paidonce_scrape_source_up', job, ', source="outbox"'), always(1)],
    [ofStream('paidonce_stream_bytes', job, stream), always(600)],
    [ofStream('paidonce_stream_max_bytes', job, stream), always(1000)],
    [ofStream('paidonce_stream_max_age_seconds', job, stream), always(30 * day)],
  ]),
  // Orders has two instances: both tell of one database, and one of them leads.
  [scraped('up', 'orders-svc', '', 'b'), always(1)],
  [scraped('paidonce_relay_leading', 'orders-svc', '', 'b'), always(0)],
  [scraped('paidonce_outbox_lag_seconds', 'orders-svc', '', 'b'), always(1)],
  [ofStream('paidonce_consumer_oldest_message_seconds', 'orders-svc', 'PAYMENTS'), always(1)],
  [ofStream('paidonce_consumer_oldest_message_seconds', 'payments-svc', 'ORDERS'), always(1)],
  [scraped('paidonce_dead_letters', 'orders-svc'), always(0)],
  [scraped('paidonce_dead_letters', 'payments-svc'), always(0)],
  [scraped('paidonce_oldest_pending_order_seconds', 'orders-svc'), always(1790)],
  [scraped('paidonce_order_time_to_live_seconds', 'orders-svc'), always(1800)],
  [scraped('paidonce_oldest_unsettled_payment_seconds', 'payments-svc'), always(10)],
]);

export const cases: readonly AlertCase[] = [
  { when: 'all is well', figures: {}, after: '60m', ring: [] },
  {
    when: 'the last instance of a service goes',
    figures: { [scraped('up', 'user-svc')]: '1x20 stale _x100' },
    silentAfter: '12m',
    after: '13m',
    ring: ['PaidOnceServiceAway of user-svc'],
  },
  {
    when: 'the last instance hangs',
    figures: { [scraped('up', 'user-svc')]: then(1, 0) },
    after: '20m',
    ring: ['PaidOnceServiceAway of user-svc', 'PaidOnceInstanceDown of user-svc'],
  },
  {
    when: 'one of two instances hangs',
    figures: { [scraped('up', 'orders-svc', '', 'b')]: then(1, 0) },
    silentAfter: '15m',
    after: '16m',
    ring: ['PaidOnceInstanceDown of orders-svc'],
  },
  {
    when: 'an instance starts again and again',
    figures: { [scraped('process_start_time_seconds', 'orders-svc')]: '1000x20 1630 1660 1690x100' },
    silentAfter: '11m',
    after: '12m',
    ring: ['PaidOnceRestarts of orders-svc'],
  },
  {
    when: 'an instance was started again twice',
    figures: { [scraped('process_start_time_seconds', 'orders-svc')]: '1000x20 1630 1660x100' },
    after: '15m',
    ring: [],
  },
  {
    when: 'one request in seven fails',
    figures: { [requests('api-gateway', '5xx')]: '0x20 0+10x100' },
    silentAfter: '11m',
    after: '20m',
    ring: ['PaidOnceRequestsFail of api-gateway'],
  },
  {
    when: 'one request in thirty fails',
    figures: { [requests('api-gateway', '5xx')]: '0x20 0+2x100' },
    after: '20m',
    ring: [],
  },
  {
    when: 'two requests in a quiet night fail',
    figures: { [requests('api-gateway', '2xx')]: always(0), [requests('api-gateway', '5xx')]: '0x20 1 2x100' },
    after: '13m',
    ring: [],
  },
  {
    when: 'one request in six takes longer than a second',
    figures: { [within('orders-svc', '0.1')]: growing(50), [within('orders-svc', '1')]: growing(50) },
    silentAfter: '10m',
    after: '12m',
    ring: ['PaidOnceRequestsSlow of orders-svc'],
  },
  {
    when: 'NATS is away for one service',
    figures: { [scraped('paidonce_nats_connected', 'payments-svc')]: then(1, 0) },
    silentAfter: '11m',
    after: '12m',
    ring: ['PaidOnceNatsAway of payments-svc'],
  },
  {
    when: 'NATS is away, and its figures with it',
    figures: {
      [scraped('paidonce_nats_connected', 'orders-svc')]: then(1, 0),
      [scraped('paidonce_scrape_source_up', 'orders-svc', ', source="stream ORDERS"')]: then(1, 0),
    },
    after: '20m',
    ring: ['PaidOnceNatsAway of orders-svc'],
  },
  {
    when: 'a source gives no answer',
    figures: { [scraped('paidonce_scrape_source_up', 'orders-svc', ', source="outbox"')]: then(1, 0) },
    silentAfter: '12m',
    after: '13m',
    ring: ['PaidOnceSourceAway of orders-svc'],
  },
  {
    when: 'events wait in an outbox, as either instance says',
    figures: { [scraped('paidonce_outbox_lag_seconds', 'orders-svc', '', 'b')]: then(1, 61) },
    silentAfter: '11m',
    after: '12m',
    ring: ['PaidOnceOutboxLags of orders-svc'],
  },
  {
    when: 'nobody leads a relay',
    figures: { [scraped('paidonce_relay_leading', 'orders-svc')]: then(1, 0) },
    silentAfter: '12m',
    after: '13m',
    ring: ['PaidOnceRelayNotLed of orders-svc'],
  },
  {
    when: 'two lead one relay',
    figures: { [scraped('paidonce_relay_leading', 'orders-svc', '', 'b')]: then(0, 1) },
    silentAfter: '12m',
    after: '13m',
    ring: ['PaidOnceRelayNotLed of orders-svc'],
  },
  {
    when: 'a lead changes hands',
    figures: {
      [scraped('paidonce_relay_leading', 'orders-svc')]: then(1, 0),
      [scraped('paidonce_relay_leading', 'orders-svc', '', 'b')]: '0x22 1x100',
    },
    after: '20m',
    ring: [],
  },
  {
    when: 'messages wait for a service',
    figures: { [ofStream('paidonce_consumer_oldest_message_seconds', 'orders-svc', 'PAYMENTS')]: then(1, 61) },
    silentAfter: '11m',
    after: '12m',
    ring: ['PaidOnceConsumerLags of orders-svc'],
  },
  {
    when: 'a message has waited for half of its life',
    figures: {
      [ofStream('paidonce_consumer_oldest_message_seconds', 'orders-svc', 'PAYMENTS')]: then(1, 15 * day + 1),
    },
    after: '12m',
    ring: ['PaidOnceConsumerLags of orders-svc', 'PaidOnceMessagesAboutToExpire of orders-svc'],
  },
  {
    when: 'a stream fills',
    figures: { [ofStream('paidonce_stream_bytes', 'orders-svc', 'ORDERS')]: then(600, 701) },
    silentAfter: '15m',
    after: '16m',
    ring: ['PaidOnceStreamFills'],
  },
  {
    when: 'NATS came back with less',
    figures: { [scraped('paidonce_relay_lanes_open', 'payments-svc')]: then(0, 1) },
    silentAfter: '10m',
    after: '11m',
    ring: ['PaidOnceBrokerLostMessages of payments-svc'],
  },
  {
    when: 'a database was restored from the past',
    figures: { [scraped('paidonce_database_behind', 'payments-svc')]: then(0, 1) },
    silentAfter: '10m',
    after: '11m',
    ring: ['PaidOnceDatabaseBehind of payments-svc'],
  },
  {
    when: 'a message was set aside',
    figures: { [scraped('paidonce_dead_letters', 'orders-svc')]: then(0, 1) },
    silentAfter: '10m',
    after: '11m',
    ring: ['PaidOnceDeadLetters of orders-svc'],
  },
  {
    when: 'the provider owes an answer for ten minutes',
    figures: { [scraped('paidonce_oldest_unsettled_payment_seconds', 'payments-svc')]: '600x20 601x100' },
    silentAfter: '10m',
    after: '11m',
    ring: ['PaidOncePaymentsUnsettled of payments-svc'],
  },
  {
    when: 'an order is pending for longer than it may',
    figures: { [scraped('paidonce_oldest_pending_order_seconds', 'orders-svc')]: '2100x20 2101x100' },
    silentAfter: '10m',
    after: '11m',
    ring: ['PaidOnceOrdersNotExpired of orders-svc'],
  },
  {
    when: 'orders may be pending for two hours',
    figures: {
      [scraped('paidonce_oldest_pending_order_seconds', 'orders-svc')]: always(7000),
      [scraped('paidonce_order_time_to_live_seconds', 'orders-svc')]: always(7200),
    },
    after: '20m',
    ring: [],
  },
  {
    when: 'statements wait for a connection',
    figures: { [scraped('paidonce_pool_waiting_requests', 'orders-svc')]: then(0, 5) },
    silentAfter: '12m',
    after: '13m',
    ring: ['PaidOnceStatementsWait of orders-svc'],
  },
];
