// The provider's API: `POST /charges` and `POST /refunds`, signed, each once by the payment's id.

import type { IncomingMessage, RequestListener } from 'node:http';
import { InvalidInput, NotFound } from '@paidonce/shared/errors';
import { health, ok, readBody, sendAnswer, sendProblem } from '@paidonce/shared/http';
import { traceFromHeaders } from '@paidonce/shared/observability';
import { verifyWebhook } from '@paidonce/shared/webhooks';
import { z } from 'zod';
import type { Till, Verdict } from './till.ts';

const chargeBody = z.strictObject({
  payment_id: z.uuid(),
  amount_minor: z.int().nonnegative(),
  currency: z.string(),
  payment_method: z.string().optional(),
});
const refundBody = z.strictObject({ payment_id: z.uuid() });

export type ApiOptions = { till: Till; secret: Uint8Array };

export const api =
  ({ till, secret }: ApiOptions): RequestListener =>
  async (request, response) => {
    const trace = traceFromHeaders(request.headers);
    try {
      if (request.url === '/healthz') return sendAnswer(response, health, trace);
      const verdict = await decide(request);
      if (verdict === undefined) response.destroy();
      else sendAnswer(response, ok(verdict), trace);
    } catch (error) {
      sendProblem(response, error, trace);
    }

    async function decide({ method, url, headers }: IncomingMessage): Promise<Verdict | undefined> {
      const bytes = (await readBody(request)) ?? Buffer.alloc(0);
      verifyWebhook(secret, headers, bytes);
      if (method === 'POST' && url === '/charges') return till.charge(parse(chargeBody, bytes));
      if (method === 'POST' && url === '/refunds') return till.refund(parse(refundBody, bytes).payment_id);
      throw new NotFound();
    }
  };

/** Only who holds the secret gets so far, so it is told no more than that. */
function parse<Schema extends z.ZodType>(schema: Schema, bytes: Buffer): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new InvalidInput([{ field: 'body', message: 'is not acceptable' }], { cause });
  }
}
