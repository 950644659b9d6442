/**
 * Where the scanner is, what it has scanned, and how to go back. The steps that scan are in `scanner.ts`.
 * A token that may become a simple key has two free slots before it, for the KEY and BLOCK-MAPPING-START that a later `:` puts
 * there.
 */
import type { Span } from '../base/span.ts';
import {
  afterBreak,
  codePoints,
  endOfContent,
  endOfLine,
  isBlankOrEnd,
  isDocumentMarkerAt,
  startOfLine,
} from './characters.ts';
import type { Diagnostics } from './diagnostics.ts';
import { SimpleKeys } from './simple-keys.ts';
import { TokenQueue, type TokenValue } from './token-queue.ts';
import { Token } from './tokens.ts';

/** pyyaml: scanner.py#stale_possible_simple_keys – the longest simple key, in code points. */
const maxKeyLength = 1024;

export abstract class ScannerState {
  /** The text with a NUL at its end. */
  readonly text: string;
  readonly diagnostics: Diagnostics;
  pos = 0;
  lineStart = 0;
  flowLevel = 0;
  /** Column of the innermost open block collection, -1 outside. */
  indent = -1;
  allowSimpleKey = true;
  /** End of the token taken last; the end of a block is no token in this sense. */
  lastEnd = 0;
  /** Repair: start of the line that ran on as a plain scalar up to a `:`; -1 otherwise. */
  splitAt = -1;
  /** Whether columns differ from UTF-16 offsets in places (astral characters, byte order marks). */
  readonly #wide: boolean;
  readonly #lastColumn = { line: -1, offset: 0, column: 0 };
  readonly #indents: number[] = [];
  protected readonly queue = new TokenQueue();
  protected readonly keys = new SimpleKeys();
  protected done = false;
  /** Whether the next token is known. */
  #ready = false;

  constructor(text: string, diagnostics: Diagnostics, options: { wide: boolean }) {
    this.text = `${text}\0`;
    this.diagnostics = diagnostics;
    this.#wide = options.wide;
    if (text.charCodeAt(0) === 0xfeff) {
      this.pos = 1;
      this.lineStart = 1;
    }
  }

  /** Scans one more token, or repairs an error. */
  protected abstract fetchMore(): void;

  /** Repairs a required key without `:`. */
  protected abstract missingColon(key: number): void;

  // ---- Reading tokens -------------------------------------------------------------------------------------------

  /** Kind of the next token; scans as far as needed to know it. */
  peek(): number {
    const queue = this.queue;
    if (!this.#ready) {
      while (this.#needsMore()) this.fetchMore();
      this.#ready = true;
    }
    return queue.types[queue.head] as number;
  }

  /** Start of the next token. Valid after `peek`, as are `end` and `value`. */
  get start(): number {
    return this.queue.starts[this.queue.head] as number;
  }

  get end(): number {
    return this.queue.ends[this.queue.head] as number;
  }

  get value(): TokenValue {
    return this.queue.values[this.queue.head] as TokenValue;
  }

  /** Where the next token stands, for messages: a token without width stands for what starts there. */
  get tokenSpan(): Span {
    const { start, end } = this;
    if (end > start || start >= this.text.length - 1) return { start, end };
    return { start, end: endOfContent(this.text, start) };
  }

  /** Goes past the next token. The end of the stream stays. */
  take(): void {
    const queue = this.queue;
    if (!this.#ready) this.peek();
    const type = queue.types[queue.head] as number;
    if (type === Token.streamEnd) return;
    if (type !== Token.blockEnd) this.lastEnd = queue.ends[queue.head] as number;
    queue.head++;
    this.#ready = false;
  }

  push(type: number, start: number, end: number, value: TokenValue): void {
    this.queue.push(type, start, end, value);
  }

  #needsMore(): boolean {
    const queue = this.queue;
    if (queue.resetIfEmpty()) return true;
    if (!this.keys.isEmpty && !this.done) this.dropStaleKeys();
    const blocked = this.keys.firstSlot;
    return queue.skipFreeSlots(blocked) || queue.head === blocked;
  }

  // ---- Simple keys ----------------------------------------------------------------------------------------------

  /** Forgets possible keys that grew too long or ended their line. Returns true when that was an error and is repaired. */
  protected dropStaleKeys(): boolean {
    const keys = this.keys;
    while (!keys.isEmpty) {
      const key = keys.oldest;
      const start = keys.start(key);
      if (start >= this.lineStart && !this.#isTooLong(start)) return false;
      if (keys.isRequired(key)) {
        this.missingColon(key);
        return true;
      }
      keys.dropOldest();
    }
    return false;
  }

  #isTooLong(start: number): boolean {
    const length = this.pos - start;
    if (length <= maxKeyLength) return false;
    const surelyTooLong = !this.#wide || length > 2 * maxKeyLength;
    return surelyTooLong || codePoints(this.text, start, this.pos, { marks: true }) > maxKeyLength;
  }

  /** The next token may be a simple key: frees its slots. Returns true when something else had to be repaired first. */
  protected saveKey(): boolean {
    if (!this.allowSimpleKey) return false;
    if (this.removeKey()) return true;
    const required = this.flowLevel === 0 && this.indent === this.column();
    this.keys.add(this.flowLevel, this.queue.tail, this.pos, required);
    this.push(Token.none, this.pos, this.pos, null);
    this.push(Token.none, this.pos, this.pos, null);
    return false;
  }

  /** Returns true when a key had to come here, did not, and that is repaired. */
  protected removeKey(): boolean {
    const keys = this.keys;
    if (!keys.hasKeyAt(this.flowLevel)) return false;
    const key = keys.newest;
    if (keys.isRequired(key)) {
      this.missingColon(key);
      return true;
    }
    keys.dropFrom(key);
    return false;
  }

  /** Whether a `:` here would make a key of something before it. */
  get hasPossibleKey(): boolean {
    return this.keys.hasKeyAt(this.flowLevel);
  }

  // ---- Places and indentation -----------------------------------------------------------------------------------

  /** PyYAML's column of the current position: code points since the line's start, byte order marks not counted. */
  column(): number {
    return this.columnOf(this.pos);
  }

  /** `offset` lies in the current line. */
  protected columnOf(offset: number): number {
    return this.#wide ? this.#wideColumn(offset) : offset - this.lineStart;
  }

  /** Counts on from the last place that was asked for, so that a long line costs no more than its length. */
  #wideColumn(offset: number): number {
    const last = this.#lastColumn;
    if (last.line !== this.lineStart || last.offset > offset) {
      last.line = this.lineStart;
      last.offset = this.lineStart;
      last.column = 0;
    }
    last.column += codePoints(this.text, last.offset, offset, { marks: false });
    last.offset = offset;
    return last.column;
  }

  protected unwindIndent(column: number): void {
    if (this.flowLevel !== 0) return;
    while (this.indent > column) {
      this.push(Token.blockEnd, this.pos, this.pos, this.indent);
      this.indent = this.#indents.pop() as number;
    }
  }

  protected addIndent(column: number): boolean {
    if (this.indent >= column) return false;
    this.#indents.push(this.indent);
    this.indent = column;
    return true;
  }

  // ---- Going back ----------------------------------------------------------------------------------------------------

  /** Takes back scanned tokens from the last to slot `first`, and with them the indentation that they opened or closed. */
  protected undoTokens(first: number): void {
    const queue = this.queue;
    for (let at = queue.tail - 1; at >= first; at--) {
      const type = queue.types[at];
      if (type === Token.blockEnd) {
        this.#indents.push(this.indent);
        this.indent = queue.values[at] as number;
      } else if (type === Token.blockMappingStart || type === Token.blockSequenceStart) {
        this.indent = this.#indents.pop() ?? -1;
      } else if (type === Token.streamEnd) this.done = false;
    }
    queue.tail = Math.min(queue.tail, first);
  }

  /** Tells the scanner that the current position lies in the line of `offset` (again). */
  rewindLine(offset: number): void {
    this.lineStart = startOfLine(this.text, offset);
  }

  /** Throws away what is scanned but not taken, leaves all flow collections and goes on at `offset`, the start of a line. */
  restartAt(offset: number): void {
    this.undoTokens(this.queue.head);
    this.keys.clear();
    this.#ready = false;
    this.flowLevel = 0;
    this.allowSimpleKey = true;
    this.pos = offset;
    this.rewindLine(offset);
    if (this.lastEnd <= offset) return;
    this.lastEnd = offset;
    while (this.lastEnd > 0 && isBlankOrEnd(this.text.charCodeAt(this.lastEnd - 1))) this.lastEnd--;
  }

  /**
   * The first line after a broken flow collection that starts at `start`: one that is not indented deeper than the block
   * collection around it and does not start with a closing bracket, or a document marker.
   */
  lineAfterFlow(start: number): number {
    const { text } = this;
    this.undoTokens(this.queue.head);
    let lineEnd = endOfLine(text, start);
    while (lineEnd < text.length - 1) {
      const line = afterBreak(text, lineEnd);
      let at = line;
      while (text.charCodeAt(at) === 32) at++;
      const c = text.charCodeAt(at);
      const isOutside = at - line <= this.indent && c !== 35 && c !== 93 && c !== 125 && !isBlankOrEnd(c);
      if (isOutside || isDocumentMarkerAt(text, line)) return line;
      lineEnd = endOfLine(text, at);
    }
    return text.length - 1;
  }

  /** Ends the stream here: a limit is reached. */
  abandon(): void {
    this.restartAt(this.text.length - 1);
  }
}
