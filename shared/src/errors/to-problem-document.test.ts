import { describe, expect, it } from '@jest/globals';
import {
  Conflict,
  Forbidden,
  InvalidInput,
  MethodNotAllowed,
  toProblemDocument,
  Unauthorized,
  Unavailable,
} from './index.ts';

class AlreadyPaid extends Forbidden {
  constructor() {
    super('Already Paid', { type: 'already-paid' });
  }
}

describe('a problem document', () => {
  it('has the type, title, status and detail of the failure, and the request it belongs to', () => {
    expect(toProblemDocument(new AlreadyPaid(), 'request-1')).toEqual({
      type: '/problems/already-paid',
      title: 'Already paid',
      status: 403,
      detail: 'Already Paid',
      instance: 'request-1',
    });
  });

  it('names every field of an unacceptable input', () => {
    const errors = [{ field: 'email', message: 'is required' }];
    expect(toProblemDocument(new InvalidInput(errors), 'r')).toMatchObject({
      status: 422,
      detail: 'email is required',
      errors,
    });
  });

  it('carries the members that its type adds', () => {
    const problem = new Conflict('The price has changed', { type: 'price-changed', members: { price: '19.19' } });
    expect(toProblemDocument(problem, 'r')).toMatchObject({ type: '/problems/price-changed', price: '19.19' });
  });

  it('says nothing of an error that nobody foresaw', () => {
    const document = toProblemDocument(new Error('password authentication failed for user "paidonce_orders"'), 'r');
    expect(document).toMatchObject({ status: 500, type: '/problems/internal-error' });
    expect(JSON.stringify(document)).not.toContain('paidonce_orders');
  });

  it.each([
    [new Unauthorized(), 'WWW-Authenticate', 'Bearer'],
    [new MethodNotAllowed(['GET', 'POST']), 'Allow', 'GET, POST'],
    [new Unavailable('later', { retryAfterSeconds: 3 }), 'Retry-After', '3'],
  ])('of %s comes with its header', (problem, header, value) => {
    expect(problem.headers).toEqual({ [header]: value });
  });
});
