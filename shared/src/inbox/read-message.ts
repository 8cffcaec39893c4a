// From a message, delivered or kept, to the event that it brings.

import { ZodError } from 'zod';
import { type Delivery, type Event, readEvent, typeHeader } from '../messaging/index.ts';
import { Poison } from './poison.ts';
import type { Subscription } from './subscription.ts';

/** A message from outside may be wrong in a hundred thousand places, and its reason would be larger than itself. */
const mostIssues = 20;

export type Message = Pick<Delivery, 'subject' | 'header' | 'body'>;

/** The type that a message says it is of; its subject where it says nothing. @throws Poison when the two contradict each other */
export function typeOf({ subject, header }: Pick<Message, 'subject' | 'header'>): string {
  const type = header(typeHeader) || subject;
  if (type !== subject) throw new Poison(`its subject is ${subject}, and its ${typeHeader} says ${type}`);
  return type;
}

/** @throws Error that says in one line what is missing or malformed */
export function readMessage<Schema>({ type }: Subscription<Schema>, message: Message): Event<unknown> {
  try {
    return readEvent(type, message.header, JSON.parse(message.body));
  } catch (error) {
    throw inOneLine(error);
  }
}

/**
 * zod's message is a page of JSON; whoever reads a dead letter wants the fields, and of a message full of mistakes the first ones. The
 * engine's own error holds on to the whole text that it could not parse: many of them are more than a service has memory for.
 */
function inOneLine(error: unknown): unknown {
  if (error instanceof SyntaxError) return new SyntaxError(error.message);
  if (error instanceof RangeError) return new Poison(error.message);
  if (!(error instanceof ZodError)) return error;
  const { issues } = error;
  const told = issues
    .slice(0, mostIssues)
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  const left = issues.length - told.length;
  return new Poison([...told, ...(left > 0 ? [`and ${left} more`] : [])].join('; '));
}
