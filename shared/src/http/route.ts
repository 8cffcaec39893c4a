// One row of a service's route table: validation, authorization and the types of the handler all come from it.

import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { Trace } from '../observability/index.ts';
import type { Answer } from './answers/answer.ts';
import type { Who } from './callers/authenticate.ts';
import type { Caller } from './callers/caller.ts';
import type { Deadline } from './deadline.ts';
import type { Keyed } from './requests/idempotency-key.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Schemas of what a route may answer, by status. */
export type Answers = Readonly<Record<number, z.ZodType>>;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export type RouteDefinition<
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Allowed extends Who = Who,
  Possible extends Answers = Answers,
> = {
  method: Method;
  /** Express path, e.g. `/orders/:id`; a trailing slash makes no difference. Of two that match, the earlier in the table wins. */
  path: string;
  /** What it does, in one sentence, for the API's page. */
  summary: string;
  who: Allowed;
  /** It is for anyone, and does more for somebody with a token. */
  betterWithToken?: true;
  /** A path that does not fit is a 404: such a thing cannot exist. */
  params?: Params;
  query?: Query;
  /** By convention a `z.strictObject`, so that unknown fields are named. */
  body?: Body;
  /**
   * The body is signed, as Standard Webhooks has it, and this tells whether by somebody who may: it is called before anything is made of
   * the body.
   * @throws InvalidSignature
   */
  signed?: (headers: IncomingHttpHeaders, bytes: Uint8Array) => void;
  /** It takes an `Idempotency-Key`, and its handler sees to it that a repetition does nothing again. */
  idempotent?: true;
  /**
   * Clients may keep the answer, and ask with `If-None-Match` whether it is still good. `public`: it is the same for everybody.
   * Its `ETag` is the handler's (`etagOf` a version), or made from the body.
   */
  caching?: Caching;
  /** It takes `If-Match`, and its handler refuses to change what the client has not seen (`requireMatch`). */
  conditional?: true;
  answers: Possible;
};

/** Who may keep an answer. */
export type Caching = 'public' | 'private';

/** What a handler gets: parsed, so it can be trusted. */
export type RouteRequest<Params = unknown, Query = unknown, Body = unknown, By = Caller | undefined> = {
  params: Params;
  query: Query;
  body: Body;
  caller: By;
  /** Where the client is, as the gateway saw it. */
  address: string;
  trace: Trace;
  deadline: Deadline;
  /** With `idempotent` routes, if the client sent a key. */
  keyed: Keyed | undefined;
  /** With `conditional` routes, if the client sent it. */
  ifMatch: string | undefined;
};

/** One of the answers that the route declares. */
export type AnswerOf<Possible extends Answers> = {
  [Status in keyof Possible & number]: Answer<Status, z.input<Possible[Status]>>;
}[keyof Possible & number];

export type Route = {
  readonly definition: RouteDefinition;
  handle(request: RouteRequest): Promise<Answer>;
};

/**
 * Ties a row of the table to its handler. The handler returns one of the declared answers or throws a `Problem`.
 *
 *     route({ method: 'get', path: '/orders/:id', summary: 'One order', who: 'user', params: z.object({ id: orderId }), answers: { 200: orderAnswer } },
 *       async ({ params, caller }) => ok(await readOrder(params.id, caller)))
 */
export function route<
  Possible extends Answers,
  Allowed extends Who,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  definition: RouteDefinition<Params, Query, Body, Allowed, Possible>,
  handler: (
    request: RouteRequest<
      Output<Params>,
      Output<Query>,
      Output<Body>,
      Allowed extends 'anyone' ? Caller | undefined : Caller
    >,
  ) => Promise<AnswerOf<Possible>>,
): Route {
  // The app parses with exactly these schemas and authenticates for exactly this `who` before it calls; the compiler cannot see that.
  return { definition, handle: handler as Route['handle'] };
}
