// The catalogue of failures by status. `type` in the options narrows one: new Conflict('…', { type: 'email-taken' }).

import { Problem, type ProblemOptions } from './problem.ts';

/** One field of the request and what is wrong with it. */
export type FieldError = { field: string; message: string };

/** 400: the request cannot be understood, or breaks a rule that its fields alone do not show. */
export class BadRequest extends Problem {
  constructor(detail: string, options?: ProblemOptions) {
    super(400, 'bad-request', detail, options);
  }
}

/** 401: no token, or one that is not accepted. Carries `WWW-Authenticate`, as RFC 9110 demands of every 401. */
export class Unauthorized extends Problem {
  constructor(detail = 'Please log in: send a token as "Authorization: Bearer …"', options?: ProblemOptions) {
    super(401, 'unauthorized', detail, { ...options, headers: { 'WWW-Authenticate': 'Bearer', ...options?.headers } });
  }
}

/** 403: who asks is known and may not. */
export class Forbidden extends Problem {
  constructor(detail = 'You may not do this', options?: ProblemOptions) {
    super(403, 'forbidden', detail, options);
  }
}

/** 404: there is no such thing, or it is somebody else's (which is answered alike, so that ids cannot be probed). */
export class NotFound extends Problem {
  constructor(detail = 'There is nothing here', options?: ProblemOptions) {
    super(404, 'not-found', detail, options);
  }
}

/** 405: the thing exists but does not take this method; `Allow` says which ones it takes. */
export class MethodNotAllowed extends Problem {
  constructor(allowed: readonly string[], options?: ProblemOptions) {
    const allow = allowed.join(', ');
    super(405, 'method-not-allowed', `Allowed here: ${allow}`, { ...options, headers: { Allow: allow } });
  }
}

/** 408: the request, or its body, did not come in time. The connection is of no use any more. */
export class RequestTimeout extends Problem {
  constructor(detail = 'The request took too long to arrive', options?: ProblemOptions) {
    super(408, 'request-timeout', detail, { ...options, headers: { Connection: 'close', ...options?.headers } });
  }
}

/** 409: the thing's present state forbids it. */
export class Conflict extends Problem {
  constructor(detail: string, options?: ProblemOptions) {
    super(409, 'conflict', detail, options);
  }
}

/** 412: the thing is not what the client believes it to be, and what `If-Match` demands. */
export class PreconditionFailed extends Problem {
  constructor(
    detail = 'Somebody has changed it since you read it: read it again, and decide again',
    options?: ProblemOptions,
  ) {
    super(412, 'precondition-failed', detail, options);
  }
}

/** 413: the body is longer than the limit, in bytes. */
export class PayloadTooLarge extends Problem {
  constructor(limit: number, options?: ProblemOptions) {
    super(413, 'payload-too-large', `A body may have at most ${limit} bytes`, options);
  }
}

/** 415: the body is in a form that is not taken here. */
export class UnsupportedMediaType extends Problem {
  constructor(detail = 'The body must be application/json in UTF-8, not compressed', options?: ProblemOptions) {
    super(415, 'unsupported-media-type', detail, options);
  }
}

/** 422: the request was understood, and these fields of it are not acceptable. */
export class InvalidInput extends Problem {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[], options?: ProblemOptions) {
    const fields = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
    super(422, 'invalid-input', fields || 'The input is not acceptable', {
      ...options,
      members: { ...options?.members, errors },
    });
    this.errors = errors;
  }
}

/** 429: too many, by some limit; after `retryAfterSeconds` there may be more. */
export class TooManyRequests extends Problem {
  constructor(detail: string, options?: ProblemOptions & { retryAfterSeconds?: number }) {
    const { retryAfterSeconds = 1, ...rest } = options ?? {};
    super(429, 'too-many-requests', detail, {
      ...rest,
      headers: { 'Retry-After': String(retryAfterSeconds), ...rest.headers },
    });
  }
}

/** 502: a service behind this one broke off. Whether it did its work is not known. */
export class BadGateway extends Problem {
  constructor(detail = 'A service behind this one did not answer properly', options?: ProblemOptions) {
    super(502, 'bad-gateway', detail, options);
  }
}

/** 503: not now; trying again after `retryAfterSeconds` makes sense. */
export class Unavailable extends Problem {
  constructor(detail = 'Not available right now', options?: ProblemOptions & { retryAfterSeconds?: number }) {
    const { retryAfterSeconds = 1, ...rest } = options ?? {};
    super(503, 'unavailable', detail, {
      ...rest,
      headers: { 'Retry-After': String(retryAfterSeconds), ...rest.headers },
    });
  }
}

/** 504: a service behind this one took too long. Whether it did its work is not known. */
export class GatewayTimeout extends Problem {
  constructor(detail = 'A service behind this one took too long', options?: ProblemOptions) {
    super(504, 'gateway-timeout', detail, options);
  }
}
