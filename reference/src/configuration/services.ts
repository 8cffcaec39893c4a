// The environment of each service, by its own schema.

import { config as gateway } from '@paidonce/gateway/src/config.ts';
import type { ServiceName } from '@paidonce/local/system';
import { config as orders } from '@paidonce/orders/src/config.ts';
import { config as payments } from '@paidonce/payments/src/config.ts';
import { config as products } from '@paidonce/products/src/config.ts';
import { config as users } from '@paidonce/users/src/config.ts';
import type { z } from 'zod';

/** All of them: the type knows each service by its name. */
export const environments: Readonly<Record<ServiceName, z.ZodObject<Record<string, z.ZodType>>>> = {
  gateway,
  users,
  products,
  orders,
  payments,
};
