import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administratorAccount, type Gateway, openGateway } from '../support/gateway.ts';
import { runCollection } from '../support/newman.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway.close());

describe('the Postman collection', () => {
  it.each(['on a new system', 'once more, on a system with data'])('goes the whole walk, %s', async () => {
    const { failures, assertions } = await runCollection({
      gatewayUrl: gateway.gatewayUrl,
      adminEmail: administratorAccount.email,
      adminPassword: administratorAccount.password,
    });
    expect(failures).toEqual([]);
    expect(assertions).toBeGreaterThan(80);
  });
});
