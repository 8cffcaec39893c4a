// For tests: all the ways to break the shop at rest.

import { brokenEvents } from './broken-events.ts';
import { brokenOrders } from './broken-orders.ts';
import { brokenPayments } from './broken-payments.ts';
import type { BrokenState } from './broken-state.ts';

export const brokenStates: BrokenState[] = [...brokenPayments, ...brokenOrders, ...brokenEvents];
