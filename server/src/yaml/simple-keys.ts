/**
 * Tokens that become keys if a `:` follows in time: at most one for each flow level, the outermost first. The outermost also
 * started first, so it is the first to grow too long and the first that blocks the queue.
 */
export class SimpleKeys {
  readonly #levels: number[] = [];
  readonly #slots: number[] = [];
  readonly #starts: number[] = [];
  readonly #required: boolean[] = [];
  #head = 0;
  #tail = 0;

  get isEmpty(): boolean {
    return this.#head === this.#tail;
  }

  /** Index of the oldest key. */
  get oldest(): number {
    return this.#head;
  }

  /** Index of the newest key. */
  get newest(): number {
    return this.#tail - 1;
  }

  /** First slot of the oldest key's token, -1 without keys. */
  get firstSlot(): number {
    return this.#head === this.#tail ? -1 : (this.#slots[this.#head] as number);
  }

  add(level: number, slot: number, start: number, required: boolean): void {
    const at = this.#tail++;
    this.#levels[at] = level;
    this.#slots[at] = slot;
    this.#starts[at] = start;
    this.#required[at] = required;
  }

  slot(key: number): number {
    return this.#slots[key] as number;
  }

  start(key: number): number {
    return this.#starts[key] as number;
  }

  /** Whether a key must stand there, because a block mapping goes on. */
  isRequired(key: number): boolean {
    return this.#required[key] as boolean;
  }

  hasKeyAt(level: number): boolean {
    return this.#head < this.#tail && this.#levels[this.#tail - 1] === level;
  }

  dropOldest(): void {
    this.#head++;
    this.#reset();
  }

  /** Forgets `key` and all later ones. */
  dropFrom(key: number): void {
    this.#tail = key;
    this.#reset();
  }

  clear(): void {
    this.#head = 0;
    this.#tail = 0;
  }

  #reset(): void {
    if (this.#head >= this.#tail) this.clear();
  }
}
