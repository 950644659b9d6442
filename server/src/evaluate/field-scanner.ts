import type { LiteralIndex } from './literal-index.ts';

/** Values of one field that are remembered, and the longest of them: memory stays within a few megabytes whatever the events hold. */
const mostRemembered = 1024;
const longestRemembered = 256;
/** After so many look-ups a field whose values hardly repeat is no longer remembered. */
const trial = 4096;
const leastUseful = 0.3;

/** The literals that hold for a field's values. Most fields of logs take the same values again and again: those are looked through once. */
export class FieldScanner {
  readonly #index: LiteralIndex;
  readonly #remembered = new Map<string, readonly number[]>();
  #remembers = true;
  #lookups = 0;
  #repeated = 0;

  constructor(index: LiteralIndex) {
    this.#index = index;
  }

  /** Calls `hit` with the id of every literal that holds, whatever the case of letters; for one literal possibly more than once. */
  scan(text: string, hit: (id: number) => void): void {
    if (!this.#remembers || text.length > longestRemembered) {
      this.#index.scan(text.toLowerCase(), hit);
      return;
    }
    this.#lookups++;
    let ids = this.#remembered.get(text);
    if (ids === undefined) ids = this.#remember(text);
    else this.#repeated++;
    for (let i = 0; i < ids.length; i++) hit(ids[i] as number);
    if (this.#lookups === trial) this.#judge();
  }

  #remember(text: string): readonly number[] {
    const ids = new Set<number>();
    this.#index.scan(text.toLowerCase(), (id) => ids.add(id));
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    const found = [...ids];
    this.#remembered.set(text, found);
    return found;
  }

  #judge(): void {
    if (this.#repeated < leastUseful * this.#lookups) {
      this.#remembers = false;
      this.#remembered.clear();
    }
    this.#lookups = 0;
    this.#repeated = 0;
  }
}
