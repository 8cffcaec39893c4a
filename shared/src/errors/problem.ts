// Every failure that a client may be told of, as RFC 9457 sees it: a stable type, a title, a status, a detail.

/** What a problem may carry beyond its status and detail. */
export type ProblemOptions = {
  /** Slug of the problem's type, e.g. `already-paid`; it becomes `/problems/already-paid`. */
  type?: string;
  /** Headers that the answer must carry, e.g. `Retry-After`. */
  headers?: Record<string, string>;
  /** Extension members of the document, e.g. the right price. Never secrets: clients read them. */
  members?: Record<string, unknown>;
  /** What went wrong underneath; it is logged, never answered. */
  cause?: unknown;
};

/**
 * A failure with an answer. Services throw one of its subclasses, or their own subclass of these; one place turns it into a
 * problem document (`toProblemDocument`), one place into a nak or a dead letter.
 */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(status: number, defaultType: string, detail: string, options: ProblemOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    const slug = options.type ?? defaultType;
    this.name = new.target.name;
    this.status = status;
    this.type = `/problems/${slug}`;
    this.title = titleOf(slug);
    this.detail = detail;
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }
}

const acronyms = /\b(?:json|url)\b/g;

/** `already-paid` reads "Already paid", `malformed-json` "Malformed JSON". */
function titleOf(slug: string): string {
  const words = slug.replaceAll('-', ' ').replaceAll(acronyms, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
