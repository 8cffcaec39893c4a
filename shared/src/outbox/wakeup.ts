/** A sleep that can be ended early. A wake-up while nobody sleeps ends the next sleep at once, so that none is lost. */
export class Wakeup {
  #pending = false;
  #end: (() => void) | undefined;

  wake(): void {
    if (this.#end) this.#end();
    else this.#pending = true;
  }

  /** Resolves when woken, after so many milliseconds, or when the signal is aborted. @returns whether it was woken */
  wait(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    if (this.#pending || signal.aborted) {
      const woken = this.#pending;
      this.#pending = false;
      return Promise.resolve(woken);
    }
    return new Promise((resolve) => {
      const end = (woken: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        this.#end = undefined;
        resolve(woken);
      };
      const abort = () => end(false);
      const timer = setTimeout(end, milliseconds, false);
      signal.addEventListener('abort', abort);
      this.#end = () => end(true);
    });
  }
}
