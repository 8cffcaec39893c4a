// A message that one system sends another by HTTP, signed as https://www.standardwebhooks.com has it.

import { createHmac } from 'node:crypto';

export type WebhookHeaders = { 'webhook-id': string; 'webhook-timestamp': string; 'webhook-signature': string };

/** What is signed. The same id stands for the same message, however often it is sent. */
export type WebhookMessage = { id: string; at: Date; body: string | Uint8Array };

/** The headers that a message has to be sent with. */
export function signWebhook(secret: Uint8Array, { id, at, body }: WebhookMessage): WebhookHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = signatureOf(secret, id, timestamp, body).toString('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** HMAC-SHA256 over id, time and the body's bytes. */
export function signatureOf(secret: Uint8Array, id: string, timestamp: string, body: string | Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest();
}
