// What the crowd was answered, and what it was promised.

export type Promised = {
  order: string;
  token: string;
  /** Neither of the two: nobody knows, so that either may be. */
  paid: boolean;
  cancelled: boolean;
};

export type Report = {
  orders: number;
  paid: number;
  cancelled: number;
  /** How often each status was answered that was no failure. */
  answers: Record<string, number>;
  /** How often a kept connection ended under a request, which was sent again. */
  sentAgain: number;
  /** How often each failure was seen by a client. */
  failures: Record<string, number>;
  slowestMilliseconds: number;
  /** Promises that were not kept. */
  broken: string[];
};

export class Ledger {
  readonly promised: Promised[] = [];
  readonly broken: string[] = [];
  readonly #answers = new Map<string, number>();
  readonly #failures = new Map<string, number>();
  #slowestMilliseconds = 0;
  #sentAgain = 0;

  answered(status: number, milliseconds: number): void {
    add(this.#answers, String(status));
    this.#slowestMilliseconds = Math.max(this.#slowestMilliseconds, milliseconds);
  }

  sentAgain(): void {
    this.#sentAgain += 1;
  }

  failed(what: string): void {
    add(this.#failures, what);
    process.stdout.write(`${new Date().toISOString()} ${what}\n`);
  }

  report(): Report {
    return {
      orders: this.promised.length,
      paid: this.promised.filter(({ paid }) => paid).length,
      cancelled: this.promised.filter(({ cancelled }) => cancelled).length,
      answers: Object.fromEntries(this.#answers),
      sentAgain: this.#sentAgain,
      failures: Object.fromEntries(this.#failures),
      slowestMilliseconds: this.#slowestMilliseconds,
      broken: this.broken,
    };
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
