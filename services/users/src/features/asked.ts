// What a use case knows of the request that it is done for.

import type { Deadline } from '@paidonce/shared/http';
import type { Trace } from '@paidonce/shared/observability';

export type Asked = { trace: Trace; deadline: Deadline };
