// A composed service that answers HTTP, as every service.ts returns it.

import type { Service } from '../../lifecycle/index.ts';
import type { HttpServer } from './server.ts';

/** Its parts in the order of their start, and among them the server, which knows its port. */
export type HttpService = Service & { http: HttpServer };
