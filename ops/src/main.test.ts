import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { bin, paidonceWith } from './testing/paidonce.ts';

describe('npx paidonce', () => {
  it.each([[[]], [['--help']], [['help']]])('says what it can do when it is asked with %j', async (args) => {
    const { code, output } = await paidonceWith(args);
    expect(code).toBe(0);
    expect(output).toMatch(/npx paidonce <command>[\s\S]*audit +Do all databases/);
  });

  it.each([['--help'], ['pay']])(
    'asked with %j, says no more when nobody reads on, as in `npx paidonce … | head -1`',
    async (word) => {
      const child = spawn(process.execPath, [bin, word], { stdio: ['ignore', 'pipe', 'pipe'] });
      const outputs = { stdout: '', stderr: '' };
      child[word === 'pay' ? 'stderr' : 'stdout'].destroy();
      for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (chunk) => (outputs[name] += chunk));
      const [code] = await once(child, 'exit');
      expect({ code, ...outputs }).toEqual({ code: word === 'pay' ? 2 : 0, stdout: '', stderr: '' });
    },
  );

  it('ends when it has said what it has to say, although NATS hangs', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const url = `nats://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const nobody = 'postgres://127.0.0.1:1/nobody';
    const child = spawn(process.execPath, [bin, 'audit'], {
      env: {
        ...{ DATABASE_URL_USERS: nobody, DATABASE_URL_PRODUCTS: nobody, DATABASE_URL_ORDERS: nobody },
        ...{ DATABASE_URL_PAYMENTS: nobody, NATS_URL: url },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 25_000,
    });
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    silent.close();
    expect({ code, said }).toEqual({ code: 2, said: `NATS does not answer at ${url}.\n` });
  }, 30_000);

  it('explains a command with its options and exit codes', async () => {
    const { code, output } = await paidonceWith(['audit', '--help']);
    expect(code).toBe(0);
    expect(output).toMatch(
      /^npx paidonce audit[\s\S]*--json[\s\S]*Exit code: 0 everything holds; 1 something is violated/,
    );
  });

  it.each([
    [[]],
    [['audit', '--help']],
    [['explain', '--help']],
    [['dead-letters']],
    [['dead-letters', 'list', '--help']],
    [['dead-letters', 'discard', '--help']],
  ])('reads well in 80 columns when it is asked with %j', async (args) => {
    const { output } = await paidonceWith(args);
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each([
    ['a command that there is not', ['pay'], /has no command "pay"\.\n\nnpx paidonce <command>/],
    ['a mistyped command', ['audti'], /has no command "audti"\. Did you mean "audit"\?/],
    ['an option that there is not', ['audit', '--fast'], /Unknown option '--fast'\.\n\nnpx paidonce audit/],
    ['a word that is empty', ['users', 'make-admin', ''], /^The email is empty\.\n\nnpx paidonce users make-admin/],
    ['an empty word that may be left out', ['dead-letters', 'redrive', ' '], /^The event id is empty\./],
    [
      'to rebuild what is not built',
      ['replay', 'gateway', 'orders'],
      /^"gateway" has no projections: orders and payments have\./,
    ],
    ['a word too many', ['audit', 'orders'], /does not know what to do with "orders"/],
  ])('refuses %s with what it can do, and 2', async (_, args, sentence) => {
    const { code, output } = await paidonceWith(args);
    expect(code).toBe(2);
    expect(output).toMatch(sentence);
  });

  it('refuses a mistyped variable, naming the one that was meant', async () => {
    const { code, output } = await paidonceWith(['audit'], { DATABASE_URL_ORDER: 'postgres://127.0.0.1:1/none' });
    expect({ code, output }).toEqual({
      code: 2,
      output: 'There is no variable DATABASE_URL_ORDER: did you mean DATABASE_URL_ORDERS?\n',
    });
  });
});
