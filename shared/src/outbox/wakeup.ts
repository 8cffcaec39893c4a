/** A sleep that can be ended early. A wake-up while nobody sleeps ends the next sleep at once, so that none is lost. */
export class Wakeup {
  #pending = false;
  #end: (() => void) | undefined;

  wake(): void {
    if (this.#end) this.#end();
    else this.#pending = true;
  }

  /** Resolves when woken, after so many milliseconds, or when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.#pending || signal.aborted) {
      this.#pending = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#end = undefined;
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
      this.#end = end;
    });
  }
}
