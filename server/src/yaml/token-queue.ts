import { type Directive, type TagName, Token } from './tokens.ts';

export type TokenValue = string | number | TagName | Directive | null;

/**
 * Tokens that are scanned and not taken yet, in parallel arrays. Slots of the kind `none` are kept free for tokens that may turn
 * out to be needed, and are passed over.
 */
export class TokenQueue {
  readonly types: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly values: TokenValue[] = [];
  head = 0;
  tail = 0;

  push(type: number, start: number, end: number, value: TokenValue): void {
    const at = this.tail++;
    this.types[at] = type;
    this.starts[at] = start;
    this.ends[at] = end;
    this.values[at] = value;
  }

  /** Passes over free slots up to `stop`. Returns whether no token is left. */
  skipFreeSlots(stop: number): boolean {
    while (this.head < this.tail && this.head !== stop && this.types[this.head] === Token.none) this.head++;
    return this.head === this.tail;
  }

  resetIfEmpty(): boolean {
    if (this.head !== this.tail) return false;
    this.head = 0;
    this.tail = 0;
    return true;
  }
}
