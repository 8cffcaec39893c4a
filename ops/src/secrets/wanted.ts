// Which Secrets are to be there, and what of what kind is in each.

import { z } from 'zod';

const publicHalf = z.strictObject({ publicHalfOf: z.strictObject({ secret: z.string(), key: z.string() }) });
export type PublicHalf = z.output<typeof publicHalf>;

/** A password; the private key of a pair on P-256 (PKCS #8, PEM); or the public half of one that comes before it (SPKI, PEM). */
const kind = z.union([z.literal('password'), z.literal('es256-private-key'), publicHalf]);
export type Kind = z.output<typeof kind>;

/** In the order in which they are made. */
export const wantedSecrets = z.array(z.strictObject({ name: z.string(), keys: z.record(z.string(), kind) }));
export type WantedSecret = z.output<typeof wantedSecrets>[number];
