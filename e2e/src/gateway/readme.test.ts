import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Gateway, openGateway } from '../support/gateway.ts';
import { walkOfReadme } from '../support/walk-of-readme.ts';

const run = promisify(execFile);

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway.close());

/** Takes the time that the reader of the next block takes: until the order reads paid, or ten seconds. */
const readOn = `for _ in $(seq 200); do curl -s $SHOP/orders/$ORDER -H "$AUTH" | grep -q '"status":"paid"' && break; sleep 0.05; done`;

describe('the walk, copied out of README.md', () => {
  const { commands, answers } = walkOfReadme;
  let printed: string;
  beforeAll(async () => {
    const here = `SHOP=${gateway.gatewayUrl}/api/v1`;
    const script = [...commands.slice(0, -1), readOn, ...commands.slice(-1)]
      .join('\n')
      .replace(/^SHOP=.*$/m, here)
      .replaceAll('ada@', `${randomUUID()}@`); // a given shop has seen Ada before
    expect(script).toContain(here);
    const { stdout, stderr } = await run('bash', ['--norc', '--noprofile', '-euc', script], { timeout: 30_000 });
    expect(stderr).toBe('');
    printed = stdout;
  });

  it('prints what README.md says that it prints', () => {
    expect(answers).toHaveLength(3);
    for (const answer of answers) expect(withoutIds(printed)).toContain(withoutIds(answer));
  });

  it('finds the sunglasses in spite of the typing mistake', () => {
    expect(printed.match(/\[[{]"id":"OLJCESPC7Z"[^\]]*\][}]\]/g)).toHaveLength(1);
  });

  it('ends with an order that is paid, and whose timeline tells how', () => {
    const [, order = '', timeline = ''] = /([{]"id":"[^{]*"items".*?[}])\s*(\[.*\])\s*$/.exec(printed) ?? [];
    expect(JSON.parse(order)).toMatchObject({ status: 'paid', amount: 109.08 });
    const told: { event_type: string }[] = JSON.parse(timeline);
    expect(told.map((line) => line.event_type)).toEqual(['created', 'confirmed', 'paid']);
  });
});

function withoutIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>');
}
