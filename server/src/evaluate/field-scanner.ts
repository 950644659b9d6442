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

  /** Ids of the literals that hold, whatever the case of letters; the array must not be kept or changed. */
  scan(text: string): readonly number[] {
    if (!this.#remembers || text.length > longestRemembered) return this.#search(text);
    this.#lookups++;
    const known = this.#remembered.get(text);
    if (known !== undefined) {
      this.#repeated++;
      return known;
    }
    if (this.#lookups === trial) this.#judge();
    const found = this.#search(text);
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    if (this.#remembers) this.#remembered.set(text, found);
    return found;
  }

  #search(text: string): readonly number[] {
    const found: number[] = [];
    this.#index.scan(text.toLowerCase(), (id) => found.push(id));
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
