/** Timers that do not wait: due callbacks run when the test advances the clock. */
export class ManualTimers {
  #now = 0;
  #due: { readonly at: number; readonly callback: () => void }[] = [];

  after(milliseconds: number, callback: () => void): { dispose(): void } {
    const timer = { at: this.#now + milliseconds, callback };
    this.#due.push(timer);
    return {
      dispose: () => {
        this.#due = this.#due.filter((other) => other !== timer);
      },
    };
  }

  get pending(): number {
    return this.#due.length;
  }

  /** Lets time pass; what comes due runs in its order. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= this.#now).sort((a, b) => a.at - b.at)[0];
      if (!next) return;
      this.#due = this.#due.filter((timer) => timer !== next);
      next.callback();
    }
  }
}
