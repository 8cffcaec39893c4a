// The pool under Kysely: names every statement so that PostgreSQL parses and plans it once for each connection.

import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { Unavailable } from '../errors/index.ts';
import { isAway } from './failures.ts';

/** Milliseconds after which PostgreSQL ends a statement, a transaction, or the idling within one. */
export type SessionLimits = { statement: number; transaction: number; idleInTransaction: number };

export type PoolOptions = {
  url: string;
  name: string;
  size: number;
  limits?: SessionLimits;
  onIdleError: (error: Error) => void;
};

const bigintOid = 20;

/** No statement and no transaction may hold back the outbox horizon of the whole cluster for long. */
export const serviceLimits: SessionLimits = { statement: 5_000, transaction: 10_000, idleInTransaction: 5_000 };

/** The limits as libpq's `options`. `transaction_timeout` needs PostgreSQL 17. */
export function sessionOptions({ statement, transaction, idleInTransaction }: SessionLimits): string {
  return `-c statement_timeout=${statement} -c transaction_timeout=${transaction} -c idle_in_transaction_session_timeout=${idleInTransaction}`;
}

/** bigint columns hold counts and minor units, all exact in a number; every other type as node-postgres has it. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === bigintOid ? Number : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig; // its declaration lists the built-in oids as an enum, which a number does not satisfy

export class Pool implements PostgresPool {
  /** For connections that Kysely would open by itself to cancel a query, which nothing here asks for. */
  readonly options = {};
  readonly #pool: pg.Pool;
  readonly #clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  readonly #statementNames = new Map<string, string>();

  constructor({ url, name, size, limits = serviceLimits, onIdleError }: PoolOptions) {
    this.#pool = new pg.Pool({
      connectionString: url,
      application_name: name,
      max: size,
      connectionTimeoutMillis: 2_000,
      query_timeout: limits.statement + 1_000, // PostgreSQL is asked to end it first
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      options: sessionOptions(limits),
      types,
    });
    // Between the pool's listener and ours, at the moment of its checkout, a connection that breaks would end the process.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
    this.#pool.on('error', onIdleError); // without a listener, a connection that breaks while idle would end the process
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect().catch(databaseUnavailable);
    let named = this.#clients.get(client);
    if (!named) {
      named = this.#naming(client);
      this.#clients.set(client, named);
    }
    return named;
  }

  /** How many connections there are, how many of them are idle, and how many wait for one. */
  get use(): { connections: number; idle: number; waiting: number } {
    const { totalCount: connections, idleCount: idle, waitingCount: waiting } = this.#pool;
    return { connections, idle, waiting };
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  #naming(client: pg.PoolClient): PostgresPoolClient {
    let broken: Error | undefined;
    client.on('error', (error) => {
      broken = error; // the connection went away between two statements of a transaction
    });
    // Kysely declares a second overload, for cursors, which is not used here; hence the cast below.
    const query = (text: string, values: readonly unknown[]) =>
      client.query({ name: this.#nameOf(text), text, values: [...values] }).catch((error: unknown) => {
        if (isAway(error)) broken = error instanceof Error ? error : new Error(String(error));
        return databaseUnavailable(error);
      });
    return {
      query: query as unknown as PostgresPoolClient['query'],
      release: (destroy) => client.release(destroy || broken),
    };
  }

  /** A statement's name. The texts are those of the source, a few dozen, since lists are passed as arrays. */
  #nameOf(text: string): string {
    let name = this.#statementNames.get(text);
    if (name === undefined) {
      name = `s${this.#statementNames.size}`;
      this.#statementNames.set(text, name);
    }
    return name;
  }
}

function databaseUnavailable(error: unknown): never {
  if (isAway(error))
    throw new Unavailable('The database does not answer at the moment. Try again in a few seconds.', { cause: error });
  throw error;
}
