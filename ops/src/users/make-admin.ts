// `npx paidonce users make-admin`

import { z } from 'zod';
import { command } from '../command-line/index.ts';
import { CouldNotLook, findAddresses, runServiceCommand } from '../sources/index.ts';

const told = z.object({ email: z.string(), outcome: z.enum(['made', 'was before', 'inactive', 'unknown']) });
type Told = z.output<typeof told>;

export const makeAdminCommand = command({
  name: 'users make-admin',
  takes: ['<email>'],
  summary: 'Makes the account of this email an administrator',
  about: `Makes the account of this email an administrator: the first one, for nobody else
could. The account must be there: sign up first. Its sessions end, as their
tokens say user: log in again. Services may go on running meanwhile.`,
  exitCodes: '0 the account is an administrator; 1 there is no such account, or it is out of use',
  async run({ values, words: [email = ''] }) {
    const done = await makeAdmin(email);
    process.stdout.write(values.json ? `${JSON.stringify(done, null, 2)}\n` : `${sentenceOf(done)}\n`);
    return done.outcome === 'made' || done.outcome === 'was before' ? 0 : 1;
  },
});

async function makeAdmin(email: string): Promise<Told> {
  const addresses = await findAddresses();
  let done: Told | undefined;
  await runServiceCommand({ service: 'users', args: ['make-admin', email], addresses }, (line) => {
    done = told.parse(line);
  });
  if (!done) throw new CouldNotLook('users: ended before it was done');
  return done;
}

function sentenceOf({ email, outcome }: Told): string {
  if (outcome === 'made') return `${email} is an administrator now. Log in again for a token that says so.`;
  if (outcome === 'was before') return `${email} is an administrator already.`;
  if (outcome === 'inactive') return `${email} is an administrator now, but the account is out of use.`;
  return `There is no account with the email ${email}. Sign up first.`;
}
