// The real rules of orders and payments, as they stand in the services; or, to see what they are for, with one of them spoilt.

import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as advancing from '@paidonce/orders/src/domain/advance.ts';
import * as cancelling from '@paidonce/orders/src/domain/cancel.ts';
import type { Order } from '@paidonce/orders/src/domain/order.ts';
import * as placing from '@paidonce/orders/src/domain/place.ts';
import * as settling from '@paidonce/orders/src/domain/settle.ts';
import * as paying from '@paidonce/payments/src/domain/payment.ts';
import * as slots from '@paidonce/payments/src/domain/slot.ts';
import { type Edit, edited, root } from '../edit.ts';

/** What the statement that changes an order is guarded by. */
const isAsRead = (read: Order, now: Order): boolean => read.version === now.version;

export const realRules = { ...placing, ...settling, ...cancelling, ...advancing, ...paying, ...slots, isAsRead };
export type Rules = typeof realRules;

const [orders, payments] = ['services/orders/src/domain', 'services/payments/src/domain'];
const files = [
  ...['place', 'settle', 'cancel', 'advance'].map((name) => `${orders}/${name}.ts`),
  ...['payment', 'slot'].map((name) => `${payments}/${name}.ts`),
];

/** The rules out of a copy of their sources, changed as the edits say. */
export async function spoiltRules(edits: readonly Edit[]): Promise<Rules> {
  const dir = await mkdtemp(join(tmpdir(), 'paidonce-rules-'));
  try {
    for (const domain of [orders, payments]) {
      await mkdir(join(dir, domain), { recursive: true });
      await cp(join(root, domain), join(dir, domain), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
    await writeFile(join(dir, 'package.json'), '{"type":"module"}');
    for (const [file, source] of edited(edits)) await writeFile(join(dir, file), source);
    const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(dir, file)).href)));
    return Object.assign({}, realRules, ...modules);
  } finally {
    await rm(dir, { recursive: true });
  }
}
