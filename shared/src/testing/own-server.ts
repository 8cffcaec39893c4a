// What a test may do to a server that belongs to it alone.

export type OwnServer = {
  /** The same before and after a restart. */
  url: string;
  /** An orderly end; data stays. */
  stop(): Promise<void>;
  /** SIGKILL; data stays. */
  kill(): Promise<void>;
  /** After stop or kill: the same data under the same address. */
  start(): Promise<void>;
  /** Ends the server and removes everything it left. */
  close(): Promise<void>;
};

export type OwnPostgres = OwnServer;

export type OwnNats = OwnServer & {
  monitorUrl: string;
  /** Throws all streams away while stopped, as a lost disk does. */
  wipe(): Promise<void>;
  /** Keeps a copy of all streams. Only while stopped. */
  keepCopy(): Promise<void>;
  /** Puts the copy in the place of what was stored since: what a power cut does to a disk. Only while stopped. */
  restoreCopy(): Promise<void>;
};
