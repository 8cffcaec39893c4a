// What happened lately, of as many as fit into memory: when there are more, the oldest is forgotten.

export type Recent<Value> = {
  get(key: string, now: number): Value | undefined;
  /** It counts as new again. */
  set(key: string, value: Value, now: number): void;
  delete(key: string): void;
  readonly size: number;
};

export function recent<Value>({ most, lastMilliseconds }: { most: number; lastMilliseconds: number }): Recent<Value> {
  /** The oldest first: a Map keeps the order in which keys were put in. */
  const entries = new Map<string, { value: Value; at: number }>();
  return {
    get(key, now) {
      const entry = entries.get(key);
      return entry !== undefined && now - entry.at < lastMilliseconds ? entry.value : undefined;
    },
    set(key, value, now) {
      entries.delete(key);
      entries.set(key, { value, at: now });
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    },
    delete: (key) => void entries.delete(key),
    get size() {
      return entries.size;
    },
  };
}
