// The one place where a failure becomes an answer.

import { Problem } from './problem.ts';

/** `application/problem+json`, RFC 9457; further members depend on the type. */
export type ProblemDocument = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  [member: string]: unknown;
};

/**
 * The problem that a client is told of. Anything that is not a `Problem` becomes a 500 `internal-error` that says nothing of its
 * cause: messages of drivers and libraries carry addresses, statements and values.
 */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(500, 'internal-error', 'Something went wrong on our side', { cause: error });
}

/** @param instance the request's id, by which the failure can be found in the logs */
export function toProblemDocument(error: unknown, instance: string): ProblemDocument {
  const { type, title, status, detail, members } = asProblem(error);
  return { type, title, status, detail, instance, ...members };
}
