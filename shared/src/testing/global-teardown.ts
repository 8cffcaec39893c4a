import { releaseShared } from './shared-keeper.ts';

export default releaseShared;
