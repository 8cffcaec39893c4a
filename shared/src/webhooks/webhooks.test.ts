import { describe, expect, it } from '@jest/globals';
import { InvalidSignature, signWebhook, toleranceSeconds, verifyWebhook } from './index.ts';

const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
const other = Buffer.alloc(32, 'another secret');
const body = '{"test": 2432232314}';
const bytes = Buffer.from(body);
const now = () => new Date();
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);

describe('a signature', () => {
  it('is the one that Standard Webhooks has for its example', () => {
    const at = new Date(1_614_265_330_000);
    expect(signWebhook(secret, { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, body })).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it.each([0, 1 - toleranceSeconds, toleranceSeconds - 2])('of %s seconds ago is accepted', (seconds) => {
    verifyWebhook(secret, signWebhook(secret, { id: 'one', at: secondsAgo(seconds), body }), bytes);
  });

  it('may stand beside others: of another version, of another secret', () => {
    const signed = signWebhook(secret, { id: 'one', at: now(), body });
    const foreign = signWebhook(other, { id: 'one', at: now(), body })['webhook-signature'];
    const signatures = `v2,xyz ${foreign} ${signed['webhook-signature']} `;
    verifyWebhook(secret, { ...signed, 'webhook-signature': signatures }, bytes);
  });

  const signed = signWebhook(secret, { id: 'one', at: now(), body });
  const [, signature = ''] = signed['webhook-signature'].split(',');
  const changed = (headers: object) => ({ ...signed, ...headers });
  it.each([
    ['that is missing', changed({ 'webhook-signature': undefined }), 'not signed'],
    ['without an id', changed({ 'webhook-id': undefined }), 'not signed'],
    ['without a time', changed({ 'webhook-timestamp': undefined }), 'not signed'],
    ['by another secret', signWebhook(other, { id: 'one', at: now(), body }), 'not valid'],
    ['of another message', changed({ 'webhook-id': 'two' }), 'not valid'],
    ['of another time', changed({ 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 9) }), 'not valid'],
    ['of another body', signWebhook(secret, { id: 'one', at: now(), body: `${body} ` }), 'not valid'],
    ['cut short', changed({ 'webhook-signature': `v1,${signature.slice(0, 20)}` }), 'not valid'],
    ['that is empty', changed({ 'webhook-signature': 'v1,' }), 'not valid'],
    ['of another version', changed({ 'webhook-signature': `v1a,${signature}` }), 'not valid'],
    ['of an hour ago', signWebhook(secret, { id: 'one', at: secondsAgo(3_600), body }), 'not of these 5 minutes'],
    ['of a minute too long ago', signWebhook(secret, { id: 'one', at: secondsAgo(360), body }), 'not of these'],
    ['of the future', signWebhook(secret, { id: 'one', at: secondsAgo(-360), body }), 'not of these 5 minutes'],
    ['whose id has a point', signWebhook(secret, { id: 'one.1', at: now(), body }), 'not valid'],
  ])('%s is refused', (_, headers, detail) => {
    const verify = () => verifyWebhook(secret, headers, bytes);
    expect(verify).toThrow(InvalidSignature);
    expect(verify).toThrow(detail);
  });
});
