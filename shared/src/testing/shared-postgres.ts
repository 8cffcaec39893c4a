// Where the shared PostgreSQL server is: jest's own process starts it when the first test asks (global-setup.ts).

/** Names the environment variable by which jest's process tells its workers whom to ask. */
export const SHARED_SERVERS = 'PAIDONCE_TEST_SHARED_SERVERS';

/** @throws when called outside of jest, or with the reason why PostgreSQL did not start */
export async function sharedPostgresUrl(): Promise<string> {
  const keeper = process.env[SHARED_SERVERS];
  if (!keeper) throw new Error('The shared test servers exist only in a run of jest with global-setup.ts');
  const answer = await fetch(`${keeper}/postgres`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
