// The worlds that are explored.

import type { Setting } from './world.ts';

export const settings = {
  usual: { name: 'an order that can be paid at once' },
  later: { name: 'an order that can be paid when somebody has confirmed it', confirmedLater: true },
  byHand: { name: "an order that may be cancelled behind payments' back", cancelledByHand: true },
  misinformed: { name: 'payments believes that the order costs something else', misinformed: true },
} as const satisfies Record<string, Setting>;
