// Every event type and every request that the contracts have: a new one is found without anybody remembering to.

import type { EventType, Rpc } from '@paidonce/shared/contracts';
import * as contracts from '@paidonce/shared/contracts';

const everything: readonly unknown[] = Object.values(contracts);

const has = (value: unknown, ...keys: string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => key in value);

export const eventTypes = everything.filter((value): value is EventType => has(value, 'stream', 'wire', 'decode'));
export const rpcs = everything.filter((value): value is Rpc<unknown, unknown> => has(value, 'subject', 'answer'));
