// Machinery that is measured by itself says nothing.

import { createLogger } from '@paidonce/shared/observability';

export const quiet = createLogger({ name: 'bench', level: 'silent' });
