import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, portIsFree } from '@paidonce/local/servers';
import { eventually } from '../eventually.ts';
import { type Answer, Machine } from '../testing/machine.ts';

const usualPort = 8080;
const current: Answer = { when: /current-context/, says: 'minikube\n' };

let machine: Machine;
let port: number;
let variables: Record<string, string>;
beforeEach(async () => {
  do port = await freePort();
  while (port - usualPort > 11_000);
  variables = { PAIDONCE_PORT_OFFSET: String(port - usualPort) };
});
afterEach(async () => {
  await machine.make('dev-stop', variables);
  await machine.remove();
});

describe('make dev', () => {
  it('forwards the port in the background, until make dev-stop', async () => {
    machine = await Machine.with({ kubectl: [current, { when: /port-forward/, forwards: true }] });
    const { code, output } = await machine.make('dev', variables);
    expect([code, output]).toEqual([0, expect.stringContaining(`The shop answers at http://localhost:${port}/docs`)]);
    expect((await fetch(`http://localhost:${port}/`)).ok).toBe(true);
    expect((await machine.make('dev-stop', variables)).output).toContain('The port is closed again.');
    expect(await portIsFree(port)).toBe(true);
    expect((await machine.make('dev-stop', variables)).output).toContain('No port is forwarded by make dev.');
  });

  it('opens the way again when it ends, as it does with the pod that it leads to', async () => {
    machine = await Machine.with({ kubectl: [current, { when: /port-forward/, forwards: true }] });
    await machine.make('dev', variables);
    await fetch(`http://localhost:${port}/end`).catch(() => undefined);
    await eventually(
      'the port answers again',
      async () => (await fetch(`http://localhost:${port}/`).catch(() => undefined))?.ok || undefined,
    );
    const forwarded = (await machine.asked('kubectl')).filter(({ words }) => words.includes('port-forward'));
    expect(forwarded).toHaveLength(2);
  });

  it('says why there is no way, and leaves nothing running', async () => {
    const missing: Answer = { when: /port-forward/, complains: 'services "api-gateway" not found' };
    machine = await Machine.with({ kubectl: [current, missing] });
    const { code, output } = await machine.make('dev', variables);
    expect([code, output]).toEqual([1, expect.stringContaining('services "api-gateway" not found')]);
    expect((await machine.make('dev-stop', variables)).output).toContain('No port is forwarded by make dev.');
  });
});
