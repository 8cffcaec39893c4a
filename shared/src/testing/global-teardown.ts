// Runs in jest's own process, after all tests: ends the shared servers.

import { releaseShared } from './shared-keeper.ts';

export default releaseShared;
