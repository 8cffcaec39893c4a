// GET and PUT /users/me/preferences: what a client likes to find again, as any JSON object; nothing here looks into it.

import { type Caller, ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import type { Preferences } from '../../database/preferences.ts';
import { UnknownAccount } from '../../domain/unknown-account.ts';

const mostCharacters = 8_000;

const preferences = z.record(z.string(), z.unknown());

export const preferencesAnswer = z.object({ preferences });

export const preferencesBody = z
  .strictObject({
    preferences: preferences.refine(isShort, `must have at most ${mostCharacters} characters as JSON`),
  })
  .meta({ examples: [{ preferences: { theme: 'dark' } }] });

type Request<Body = undefined> = RouteRequest<undefined, undefined, Body, Caller>;

export const readPreferences =
  (kept: Preferences) =>
  async ({ caller }: Request) => {
    const preferences = await kept.read(caller.id);
    if (preferences === undefined) throw new UnknownAccount();
    return ok({ preferences });
  };

/** Takes the place of all that was there. */
export const writePreferences =
  (kept: Preferences) =>
  async ({ caller, body }: Request<z.output<typeof preferencesBody>>) => {
    const preferences = await kept.write(caller.id, body.preferences);
    if (preferences === undefined) throw new UnknownAccount();
    return ok({ preferences });
  };

/** What is nested so deep that it cannot be written again is longer than that, too. */
function isShort(value: unknown): boolean {
  try {
    return JSON.stringify(value).length <= mostCharacters;
  } catch {
    return false;
  }
}
