export { InvalidSignature } from './invalid-signature.ts';
export { signWebhook, type WebhookHeaders } from './sign-webhook.ts';
export { toleranceSeconds, verifyWebhook } from './verify-webhook.ts';
