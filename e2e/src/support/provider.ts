// The payment provider, as far as payments knows it: by its secret.

import { randomBytes } from 'node:crypto';
import { newId } from '@paidonce/shared/contracts';
import type { Route } from '@paidonce/shared/http';
import { signWebhook } from '@paidonce/shared/webhooks';
import { bytesOf, type Call } from './call.ts';

const secret = randomBytes(32);

/** What payments has to be given. */
export const providerEnvironment = { PROVIDER_SECRET: `whsec_${secret.toString('base64')}` };

/** The request as the route's rightful sender makes it: signed, where that is asked for. A stream is never read that far. */
export function signedFor({ signed }: Route['definition'], request: Call): Call {
  const body = bytesOf(request.body);
  if (signed === undefined || body === undefined) return request;
  return { ...request, headers: { ...signWebhook(secret, { id: newId(), at: new Date(), body }), ...request.headers } };
}
