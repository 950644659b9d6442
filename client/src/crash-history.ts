const window = 3 * 60_000;
const limit = 5;

/** Decides whether a crashed server is started again: after a growing pause, and not for ever. */
export class CrashHistory {
  #times: number[] = [];

  /** Notes a crash at `now` (milliseconds). Returns the pause before the restart, or `undefined` when there should be none. */
  next(now: number): number | undefined {
    this.#times = [...this.#times.filter((time) => now - time < window), now];
    const crashes = this.#times.length;
    if (crashes >= limit) return undefined;
    return crashes === 1 ? 0 : 1_000 * 2 ** (crashes - 2);
  }

  forget(): void {
    this.#times = [];
  }
}
