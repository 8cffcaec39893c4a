// Stops asking a service that does not answer any more, so that its clients hear of it at once instead of waiting for nothing, and hold
// nothing meanwhile.

import { Unavailable } from '@paidonce/shared/errors';

export type Outcome =
  /** The service answered, whatever it said. */
  | 'answered'
  /** It did not, and that cost time. */
  | 'failed'
  /** It was not asked, or nothing follows from it: the client has gone, or the connection was refused, which takes no time and shows at
   * once when the service is back. */
  | 'nothing';

export type Breaker = {
  /** @returns what is to be told of the outcome. @throws Unavailable while the service is not asked */
  admit(): (outcome: Outcome) => void;
};

type BreakerOptions = {
  /** So many failures in a row open it. */
  failures: number;
  /** For how long it stays open, in milliseconds: the first time, the second time, and so on; the last also after that. */
  pausesMilliseconds: readonly number[];
  onOpen: (milliseconds: number) => void;
  onClose: () => void;
  clock?: () => number;
};

export function createBreaker(name: string, options: BreakerOptions): Breaker {
  const { failures, pausesMilliseconds, onOpen, onClose, clock = () => performance.now() } = options;
  let inARow = 0;
  /** How often it has opened without having closed. */
  let opened = 0;
  let openUntil = 0;
  let probing = false;

  const open = () => {
    const pause = pausesMilliseconds[Math.min(opened, pausesMilliseconds.length - 1)] ?? 0;
    opened += 1;
    openUntil = clock() + pause;
    onOpen(pause);
  };
  const answered = () => {
    inARow = 0;
    if (opened > 0) onClose();
    opened = 0;
  };
  const whenClosed = (outcome: Outcome) => {
    if (outcome === 'answered') answered();
    if (outcome !== 'failed') return;
    inARow += 1;
    // Those that were under way when it opened fail one after the other: they say nothing new.
    if (inARow >= failures && opened === 0) open();
  };
  const whenProbing = (outcome: Outcome) => {
    probing = false;
    if (outcome === 'answered') answered();
    if (outcome === 'failed') open();
  };
  return {
    admit() {
      if (opened === 0) return whenClosed;
      const left = openUntil - clock();
      if (left > 0 || probing) {
        const retryAfterSeconds = Math.max(1, Math.ceil(left / 1000));
        throw new Unavailable(`${name} does not answer at the moment`, { retryAfterSeconds });
      }
      probing = true;
      return whenProbing;
    },
  };
}
