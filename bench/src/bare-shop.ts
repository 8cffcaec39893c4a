// A checkout without services: the same statements of orders and payments, one after the other, from one process. What
// is left to be saved above it is HTTP, tokens, validation, logs, metrics and the broker.

import { Money, newId, type OrderId, type PaymentId, sku, streams, type UserId } from '@paidonce/shared/contracts';
import { createDatabase, type Database, inTransaction, migrate, statement } from '@paidonce/shared/database';
import { newTrace } from '@paidonce/shared/observability';
import { unheard } from '@paidonce/shared/outbox';
import { CatalogueProjection } from '../../services/orders/src/database/catalogue-projection.ts';
import { migrations as ofOrders } from '../../services/orders/src/database/migrations/index.ts';
import { OrderRepository } from '../../services/orders/src/database/order-repository.ts';
import type { OrdersSchema } from '../../services/orders/src/database/schema.ts';
import type { Order } from '../../services/orders/src/domain/order.ts';
import { place } from '../../services/orders/src/domain/place.ts';
import { settle } from '../../services/orders/src/domain/settle.ts';
import { migrations as ofPayments } from '../../services/payments/src/database/migrations/index.ts';
import { OrderProjection } from '../../services/payments/src/database/order-projection.ts';
import { PaymentRepository } from '../../services/payments/src/database/payment-repository.ts';
import type { PaymentsSchema } from '../../services/payments/src/database/schema.ts';
import { begin, type Payment, succeed } from '../../services/payments/src/domain/payment.ts';
import { quiet } from './quiet.ts';
import type { Servers } from './servers.ts';

const lines = [
  { sku: sku.parse('L9ECAV7KIM'), quantity: 1, unitPrice: new Money(89_89, 'USD') },
  { sku: sku.parse('OLJCESPC7Z'), quantity: 1, unitPrice: new Money(19_19, 'USD') },
];
const mostUnpaid = 20;
const timeToLiveMilliseconds = 30 * 60 * 1000;
const trace = newTrace();

const mark = (stream: string) =>
  statement(`insert into inbox (subscription, event_id) select '${stream}', id from unnest($1::uuid[]) as id`);
const markPayments = mark(streams.PAYMENTS.name);
const markOrders = mark(streams.ORDERS.name);

export class BareShop {
  readonly #orders: Database<OrdersSchema>;
  readonly #payments: Database<PaymentsSchema>;
  readonly #orderRepository: OrderRepository;
  readonly #paymentRepository: PaymentRepository;
  readonly #catalogue: CatalogueProjection;
  readonly #projection: OrderProjection;
  #placed: Order[] = [];
  #paid: Payment[] = [];
  #running: Promise<void> | undefined;

  private constructor(orders: Database<OrdersSchema>, payments: Database<PaymentsSchema>) {
    this.#orders = orders;
    this.#payments = payments;
    this.#orderRepository = new OrderRepository(orders.db, unheard, mostUnpaid);
    this.#paymentRepository = new PaymentRepository(payments.db, unheard, 1);
    this.#catalogue = new CatalogueProjection(orders.db);
    this.#projection = new OrderProjection(payments.db);
  }

  static async open(servers: Servers): Promise<BareShop> {
    const orders = createDatabase<OrdersSchema>({ url: await servers.database('orders'), name: 'bench', log: quiet });
    const payments = createDatabase<PaymentsSchema>({
      url: await servers.database('payments'),
      name: 'bench',
      log: quiet,
    });
    await migrate(orders.db, ofOrders);
    await migrate(payments.db, ofPayments);
    return new BareShop(orders, payments);
  }

  async checkout(userId: UserId): Promise<void> {
    await this.#catalogue.prices(lines.map((line) => line.sku));
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + timeToLiveMilliseconds);
    const order = { id: newId<OrderId>(), userId, by: userId, reference: undefined, lines, createdAt, expiresAt };
    const decision = place(order);
    await this.#orderRepository.insert({ decision, claim: undefined, trace });
    this.#placed.push(decision.order);

    await this.#projection.find(order.id);
    const payable = { ...decision.order, cancelled: false };
    const attempt = { id: newId<PaymentId>(), payer: userId, amount: payable.amount, at: new Date() };
    const paid = succeed(begin(payable, attempt));
    await this.#paymentRepository.insert({ decision: paid, claim: undefined, trace });
    this.#paid.push(paid.payment);
    this.#running ??= this.#applyAll();
  }

  /** What the inboxes do with what has come meanwhile. */
  async #applyAll(): Promise<void> {
    while (this.#placed.length + this.#paid.length > 0) {
      const [placed, paid] = [this.#placed.splice(0), this.#paid.splice(0)];
      await Promise.all([
        inTransaction(this.#payments.db, (transaction) => this.#follow(placed, transaction)),
        inTransaction(this.#orders.db, (transaction) => this.#settle(paid, transaction)),
      ]);
    }
    this.#running = undefined;
  }

  async #follow(placed: readonly Order[], transaction: Parameters<OrderProjection['follow']>[0]): Promise<void> {
    await markOrders(transaction, placed.map(newId));
    await this.#projection.follow(
      transaction,
      placed.map((order) => ({ ...order, orderId: order.id })),
    );
  }

  async #settle(paid: readonly Payment[], transaction: Parameters<OrderRepository['lock']>[0]): Promise<void> {
    await markPayments(transaction, paid.map(newId));
    const batch = await this.#orderRepository.lock(
      transaction,
      paid.map(({ orderId }) => orderId),
    );
    for (const payment of paid) {
      batch.decide(payment.orderId, (order) => settle(order, { ...payment, paymentId: payment.id }), trace);
    }
    await this.#orderRepository.save(transaction, batch);
  }

  async close(): Promise<void> {
    await this.#running;
    await this.#orders.stop();
    await this.#payments.stop();
  }
}
