// What the roles of the databases may do, shown by trying, as the chart and `migrate` have left them.

import { containerOf, docker } from './docker.ts';

const changes = [
  'CREATE TABLE mine (id int)',
  'ALTER TABLE outbox ADD COLUMN mine int',
  'DROP TABLE outbox',
  'TRUNCATE outbox',
  'CREATE SCHEMA mine',
];
const refused = /permission denied|must be owner/;

/** @param databases each is that of the service of its name @throws what a role may do that it should not, or cannot do that it should */
export async function expectRolesInTheirPlace(databases: readonly string[]): Promise<void> {
  const wrong: string[] = [];
  const expectOutcome = async (role: string, database: string, statement: string, isAllowed: boolean) => {
    const outcome = await tried(role, database, statement);
    if ((outcome === 'done') !== isAllowed || (outcome !== 'done' && !refused.test(outcome)))
      wrong.push(`${role} in ${database}: ${statement}: ${outcome}`);
  };
  for (const database of databases) {
    await expectOutcome(database, database, 'SELECT count(*) FROM outbox', true);
    for (const change of changes) await expectOutcome(database, database, change, false);
    await expectOutcome(`${database}_owner`, database, 'ALTER TABLE outbox ADD COLUMN mine int', true);
    for (const other of databases) if (other !== database) await expectOutcome(database, other, 'SELECT 1', false);
    await expectOutcome('paidonce_reader', database, 'SELECT count(*) FROM outbox', true);
    await expectOutcome('paidonce_reader', database, 'DELETE FROM outbox', false);
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Takes back whatever it did. Inside its container the server believes everybody who they say they are. */
async function tried(role: string, database: string, statement: string): Promise<string> {
  const words = ['psql', '--username', role, '--dbname', database, '--quiet', '--set', 'ON_ERROR_STOP=1'];
  const sql = ['BEGIN', statement, 'ROLLBACK'].flatMap((line) => ['--command', line]);
  return docker(['exec', containerOf('postgres'), ...words, ...sql]).then(
    () => 'done',
    (error: Error) => error.message,
  );
}
