// What a service tells of those that it needs.

/** Something that a service needs, as `/readyz` shows it. */
export type Dependency = {
  name: string;
  /** Whether the service is of no use without it. */
  required: boolean;
  /** Resolves to its state in a word (`up`, `connected`, `reconnecting`); rejects when it is down. */
  check(): Promise<string>;
};
