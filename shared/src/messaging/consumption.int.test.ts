import { expect, it } from '@jest/globals';
import { streams } from '../contracts/index.ts';
import { eventually, ownNats } from '../testing/index.ts';
import { consume, createConnection, type Delivery } from './index.ts';
import { bareJetStream, quietLogger } from './testing/index.ts';

const stream = streams.PAYMENTS;
const message = (body: string) => ({ subject: 'payment.completed', headers: {}, body });

it('a delivery from before the broker lost its disk cannot settle the message that has its number now', async () => {
  const nats = await ownNats();
  const tool = await bareJetStream(nats.url);
  const log = quietLogger('orders');
  const connection = createConnection({ url: nats.url, name: 'orders', log });
  await connection.start();
  await tool.createStream(stream.name, stream.subjects);
  for (const body of ['one', 'two', 'three']) await tool.publish(message(body));
  const deliveries: Delivery[] = [];
  const consumption = consume(connection, stream, 'orders', log, (delivery) => deliveries.push(delivery));
  await eventually(() => expect(deliveries.length).toBe(3));

  await nats.stop();
  await nats.wipe();
  await nats.start();
  await eventually(() => tool.createStream(stream.name, stream.subjects));
  for (const body of ['another one', 'another two', 'another three']) await tool.publish(message(body));
  await eventually(() => expect(deliveries.length).toBe(6));
  for (const old of deliveries.slice(0, 3)) old.ack();
  await new Promise((resolve) => setTimeout(resolve, 200)); // an acknowledgement that went out would have arrived
  expect((await tool.consumerInfo(stream.name, 'orders')).num_ack_pending).toBe(3);

  for (const current of deliveries.slice(3)) current.ack();
  await eventually(async () => expect((await tool.consumerInfo(stream.name, 'orders')).num_ack_pending).toBe(0));
  await consumption.stop();
  await connection.stop();
  await tool.close();
  await nats.close();
});
