// What a use case knows of the request that it is done for.

import type { Trace } from '../observability/index.ts';
import type { Deadline } from './deadline.ts';

/** On whose behalf something is done, and until when. */
export type Asked = { trace: Trace; deadline: Deadline };
