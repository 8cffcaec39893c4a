// The person behind a request.

import type { Role, UserId } from '../../contracts/index.ts';

/** Who asks, as their token says. `token` is passed on to other services, which verify it themselves. */
export type Caller = { id: UserId; email: string; role: Role; token: string };
