// A token as clients get it: the shape of an OAuth 2 token response (RFC 6749, 5.1).

import type { SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import type { User } from '../domain/user.ts';

const schema = z.object({ access_token: z.string(), token_type: z.literal('bearer') });

export const tokenAnswer = {
  schema,
  /** @param asOf when the user was read, if something took time since then */
  of: (tokens: SigningTokens, user: User, asOf?: Date): z.infer<typeof schema> => ({
    access_token: tokens.sign({ ...user, asOf }),
    token_type: 'bearer',
  }),
};
