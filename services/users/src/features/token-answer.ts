// A token as clients get it: the shape of an OAuth 2 token response (RFC 6749, 5.1).

import type { SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import { sessionsValidFrom } from '../domain/sessions-valid-from.ts';
import type { User } from '../domain/user.ts';

const schema = z.object({ access_token: z.string(), token_type: z.literal('bearer') }).meta({ id: 'Token' });

export const tokenAnswer = {
  schema,
  of: (tokens: SigningTokens, user: User): z.infer<typeof schema> => ({
    access_token: tokens.sign({ ...user, sessionsValidFrom: sessionsValidFrom(user.createdAt) }),
    token_type: 'bearer',
  }),
};
