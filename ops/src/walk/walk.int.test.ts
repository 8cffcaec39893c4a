import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OwnSystem, ownSystem } from '@paidonce/shared/testing';
import { paidonceWith } from '../testing/paidonce.ts';

let system: OwnSystem;
beforeAll(async () => {
  system = await ownSystem();
});
afterAll(() => system.close());

describe('paidonce walk', () => {
  it('orders, pays, is refused the second time, and sees the order PAID', async () => {
    const { code, output } = await paidonceWith(['walk', system.gatewayUrl]);
    expect(output).toMatch(/^pay: [\w-]+, paid$/m);
    expect(output).toMatch(/^pay again: refused: already paid$/m);
    expect(output).toMatch(/^see it PAID: paid, and told once in its timeline$/m);
    expect(code).toBe(0);
  });

  it('says at which step a shop fails, and what came instead', async () => {
    await Promise.all(system.services.payments.map((payments) => payments.kill('SIGKILL')));
    const { code, output } = await paidonceWith(['walk', system.gatewayUrl]);
    expect(output).toMatch(/^pay: FAILED\. POST .*: 200 was expected, and 503 came: \{/m);
    expect(code).toBe(1);
  });

  it('says that there is no shop', async () => {
    expect(await paidonceWith(['walk', 'http://127.0.0.1:1'])).toEqual({
      code: 2,
      output: 'No shop answers at http://127.0.0.1:1.\n',
    });
  });
});
