/**
 * Text → tokens, exactly as PyYAML's scanner makes them, and on demand, so that errors come in PyYAML's order.
 * A token that may become a simple key has two free slots before it, for the KEY and BLOCK-MAPPING-START that a later `:` puts
 * there. After an error the scanner repairs and goes on; every step takes it forward. pyyaml: scanner.py
 */
import {
  afterBreak,
  codePoints,
  endOfContent,
  endOfLine,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDocumentMarkerAt,
  startOfLine,
} from './characters.ts';
import type { Diagnostics } from './diagnostics.ts';
import { pythonCharacterRepr } from './python-repr.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';
import { scanDirective } from './scan-directive.ts';
import { scanPlain, scanRestOfLine } from './scan-plain.ts';
import { scanAnchor, scanTag } from './scan-properties.ts';
import { scanDoubleQuoted, scanSingleQuoted } from './scan-quoted.ts';
import { SimpleKeys } from './simple-keys.ts';
import { TokenQueue, type TokenValue } from './token-queue.ts';
import { Token } from './tokens.ts';

/** pyyaml: scanner.py#stale_possible_simple_keys – the longest simple key, in code points. */
const maxKeyLength = 1024;

export class Scanner {
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
  /** Whether columns differ from UTF-16 offsets in places (astral characters, byte order marks). */
  readonly #wide: boolean;
  readonly #indents: number[] = [];
  readonly #queue = new TokenQueue();
  readonly #keys = new SimpleKeys();
  #done = false;
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

  // ---- Reading tokens -------------------------------------------------------------------------------------------

  /** Kind of the next token; scans as far as needed to know it. */
  peek(): number {
    const queue = this.#queue;
    if (!this.#ready) {
      while (this.#needsMore()) this.#fetchMore();
      this.#ready = true;
    }
    return queue.types[queue.head] as number;
  }

  /** Start of the next token. Valid after `peek`, as are `end` and `value`. */
  get start(): number {
    return this.#queue.starts[this.#queue.head] as number;
  }

  get end(): number {
    return this.#queue.ends[this.#queue.head] as number;
  }

  get value(): TokenValue {
    return this.#queue.values[this.#queue.head] as TokenValue;
  }

  /** Goes past the next token. The end of the stream stays. */
  take(): void {
    const queue = this.#queue;
    const type = queue.types[queue.head] as number;
    if (type === Token.streamEnd) return;
    if (type !== Token.blockEnd) this.lastEnd = queue.ends[queue.head] as number;
    queue.head++;
    this.#ready = false;
  }

  push(type: number, start: number, end: number, value: TokenValue): void {
    this.#queue.push(type, start, end, value);
  }

  #needsMore(): boolean {
    const queue = this.#queue;
    if (queue.resetIfEmpty()) return true;
    if (!this.#keys.isEmpty && !this.#done) this.#dropStaleKeys();
    const blocked = this.#keys.firstSlot;
    return queue.skipFreeSlots(blocked) || queue.head === blocked;
  }

  // ---- Simple keys ----------------------------------------------------------------------------------------------

  /** Forgets possible keys that grew too long or ended their line. Returns true when that was an error and is repaired. */
  #dropStaleKeys(): boolean {
    const keys = this.#keys;
    while (!keys.isEmpty) {
      const key = keys.oldest;
      const start = keys.start(key);
      if (start >= this.lineStart && !this.#isTooLong(start)) return false;
      if (keys.isRequired(key)) {
        this.#missingColon(key);
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
  #saveKey(): boolean {
    if (!this.allowSimpleKey) return false;
    if (this.#removeKey()) return true;
    const required = this.flowLevel === 0 && this.indent === this.#column(this.pos);
    this.#keys.add(this.flowLevel, this.#queue.tail, this.pos, required);
    this.push(Token.none, this.pos, this.pos, null);
    this.push(Token.none, this.pos, this.pos, null);
    return false;
  }

  /** Returns true when a key had to come here, did not, and that is repaired. */
  #removeKey(): boolean {
    const keys = this.#keys;
    if (!keys.hasKeyAt(this.flowLevel)) return false;
    const key = keys.newest;
    if (keys.isRequired(key)) {
      this.#missingColon(key);
      return true;
    }
    keys.dropFrom(key);
    return false;
  }

  /** A line of a block mapping has no `:`. Repaired as a key without value that ends with its line. */
  #missingColon(key: number): void {
    const start = this.#keys.start(key);
    const end = endOfContent(this.text, start);
    this.diagnostics.fail({
      errorClass: 'ScannerError',
      context: 'while scanning a simple key',
      contextAt: start,
      problem: "could not find expected ':'",
      problemAt: this.pos,
      span: { start, end },
      message:
        'This line of a mapping has no “:” after its key. Every line at this indentation must be “key: value”; ' +
        'add the colon, or indent the line if it belongs to the value above.',
    });
    const slot = this.#keys.slot(key);
    this.#undoTokens(slot + 2);
    this.#keys.dropFrom(key);
    this.flowLevel = 0;
    this.#queue.types[slot + 1] = Token.key;
    this.push(Token.plainScalar, start, end, this.text.slice(start, end));
    this.push(Token.value, end, end, null);
    this.pos = endOfLine(this.text, end);
    this.rewindLine(start);
    this.allowSimpleKey = false;
  }

  // ---- Places and indentation -----------------------------------------------------------------------------------

  /** PyYAML's column of the current position: code points since the line's start, byte order marks not counted. */
  column(): number {
    return this.#column(this.pos);
  }

  /** `offset` lies in the current line. */
  #column(offset: number): number {
    if (!this.#wide) return offset - this.lineStart;
    return codePoints(this.text, this.lineStart, offset, { marks: false });
  }

  #unwindIndent(column: number): void {
    if (this.flowLevel !== 0) return;
    while (this.indent > column) {
      this.push(Token.blockEnd, this.pos, this.pos, this.indent);
      this.indent = this.#indents.pop() as number;
    }
  }

  #addIndent(column: number): boolean {
    if (this.indent >= column) return false;
    this.#indents.push(this.indent);
    this.indent = column;
    return true;
  }

  // ---- Fetching -------------------------------------------------------------------------------------------------

  #fetchMore(): void {
    this.#skipToNextToken();
    if (!this.#keys.isEmpty && this.#dropStaleKeys()) return;
    const { text, pos } = this;
    if (this.indent >= 0 && this.flowLevel === 0) this.#unwindIndent(this.column());
    const c = text.charCodeAt(pos);
    if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90)) this.#fetchPlain();
    else if (c === 0) this.#fetchStreamEnd();
    else if (pos === this.lineStart && c === 37) this.#fetchDirective();
    else if (pos === this.lineStart && isDocumentMarkerAt(text, pos)) this.#fetchDocumentMarker(c === 45);
    else if (c < 48 && c !== 45) this.#fetchByPunctuation(c);
    else this.#fetchByCharacter(c);
  }

  /** `!` to `,` and what lies before. */
  #fetchByPunctuation(c: number): void {
    if (c === 39 || c === 34) this.#fetchQuoted(c);
    else if (c === 42) this.#fetchProperty(Token.alias);
    else if (c === 38) this.#fetchProperty(Token.anchor);
    else if (c === 33) this.#fetchProperty(Token.tag);
    else if (c === 44) this.#fetchFlowEntry();
    else if (c === 9 || c === 37) this.#cannotStartToken(c);
    else this.#fetchPlain();
  }

  #fetchByCharacter(c: number): void {
    if (c === 45 && this.#isBlankNext()) this.#fetchBlockEntry();
    else if (c === 58 && (this.flowLevel !== 0 || this.#isBlankNext())) this.#fetchValue();
    else if (c === 91) this.#fetchFlowStart(Token.flowSequenceStart);
    else if (c === 123) this.#fetchFlowStart(Token.flowMappingStart);
    else if (c === 93) this.#fetchFlowEnd(Token.flowSequenceEnd);
    else if (c === 125) this.#fetchFlowEnd(Token.flowMappingEnd);
    else if (c === 63 && (this.flowLevel !== 0 || this.#isBlankNext())) this.#fetchKey();
    else if ((c === 124 || c === 62) && this.flowLevel === 0) this.#fetchBlockScalar(c);
    else if (c === 124 || c === 62 || c === 64 || c === 96) this.#cannotStartToken(c);
    else this.#fetchPlain();
  }

  #isBlankNext(): boolean {
    return isBlankOrEnd(this.text.charCodeAt(this.pos + 1));
  }

  #skipToNextToken(): void {
    const { text } = this;
    let { pos } = this;
    for (;;) {
      let c = text.charCodeAt(pos);
      while (c === 32) c = text.charCodeAt(++pos);
      if (c === 35) while (!isBreakOrEnd(c)) c = text.charCodeAt(++pos);
      if (c > 32 && c < 0x85) break;
      if (!isBreak(c)) break;
      pos = c === 13 ? afterBreak(text, pos) : pos + 1;
      this.lineStart = pos;
      if (this.flowLevel === 0) this.allowSimpleKey = true;
    }
    this.pos = pos;
  }

  #fetchStreamEnd(): void {
    this.#unwindIndent(-1);
    if (this.#removeKey()) return;
    this.allowSimpleKey = false;
    this.#keys.clear();
    this.push(Token.streamEnd, this.pos, this.pos, null);
    this.#done = true;
  }

  #fetchDirective(): void {
    this.#unwindIndent(-1);
    if (this.#removeKey()) return;
    this.allowSimpleKey = false;
    scanDirective(this);
  }

  #fetchDocumentMarker(isStart: boolean): void {
    this.#unwindIndent(-1);
    if (this.#removeKey()) return;
    this.allowSimpleKey = false;
    this.push(isStart ? Token.documentStart : Token.documentEnd, this.pos, this.pos + 3, null);
    this.pos += 3;
  }

  #fetchFlowStart(type: number): void {
    if (this.#saveKey()) return;
    this.flowLevel++;
    this.allowSimpleKey = true;
    this.#pushIndicator(type);
  }

  #fetchFlowEnd(type: number): void {
    if (this.#removeKey()) return;
    // PyYAML goes below zero; its parser stops at this very token then.
    if (this.flowLevel > 0) this.flowLevel--;
    this.allowSimpleKey = false;
    this.#pushIndicator(type);
  }

  #fetchFlowEntry(): void {
    this.allowSimpleKey = true;
    if (this.#removeKey()) return;
    this.#pushIndicator(Token.flowEntry);
  }

  #fetchBlockEntry(): void {
    if (this.flowLevel === 0) {
      if (!this.allowSimpleKey) {
        this.#notAllowed(
          'sequence entries are not allowed here',
          'A list entry (“- ”) cannot start here, because something already stands before it on this line. ' +
            'Put every entry on a line of its own, or quote the value if the dash belongs to it.',
        );
        this.pos++;
        return;
      }
      if (this.#addIndent(this.column())) this.push(Token.blockSequenceStart, this.pos, this.pos, null);
    }
    this.allowSimpleKey = true;
    if (this.#removeKey()) return;
    this.#pushIndicator(Token.blockEntry);
  }

  #fetchKey(): void {
    if (this.flowLevel === 0) {
      if (!this.allowSimpleKey) {
        this.#notAllowed(
          'mapping keys are not allowed here',
          'A “? ” that starts a key cannot stand here, because something already stands before it on this line. ' +
            'Quote the value if the question mark belongs to it.',
        );
        this.pos++;
        return;
      }
      if (this.#addIndent(this.column())) this.push(Token.blockMappingStart, this.pos, this.pos, null);
    }
    this.allowSimpleKey = this.flowLevel === 0;
    if (this.#removeKey()) return;
    this.#pushIndicator(Token.key);
  }

  #fetchValue(): void {
    const keys = this.#keys;
    if (keys.hasKeyAt(this.flowLevel)) {
      const key = keys.newest;
      const slot = keys.slot(key);
      this.#queue.types[slot + 1] = Token.key;
      if (this.flowLevel === 0 && this.#addIndent(this.#column(keys.start(key)))) {
        this.#queue.types[slot] = Token.blockMappingStart;
      }
      keys.dropFrom(key);
      this.allowSimpleKey = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.allowSimpleKey) {
          this.#unexpectedColon();
          return;
        }
        if (this.#addIndent(this.column())) this.push(Token.blockMappingStart, this.pos, this.pos, null);
      }
      this.allowSimpleKey = this.flowLevel === 0;
      if (this.#removeKey()) return;
    }
    this.#pushIndicator(Token.value);
  }

  #fetchProperty(type: number): void {
    if (this.#saveKey()) return;
    this.allowSimpleKey = false;
    if (type === Token.tag) scanTag(this);
    else scanAnchor(this, type);
  }

  #fetchQuoted(quote: number): void {
    if (this.#saveKey()) return;
    this.allowSimpleKey = false;
    if (quote === 39) scanSingleQuoted(this);
    else scanDoubleQuoted(this);
  }

  #fetchBlockScalar(c: number): void {
    this.allowSimpleKey = true;
    if (this.#removeKey()) return;
    scanBlockScalar(this, c === 62 ? Token.foldedScalar : Token.literalScalar);
  }

  #fetchPlain(): void {
    if (this.allowSimpleKey && this.#saveKey()) return;
    this.allowSimpleKey = false;
    scanPlain(this);
  }

  #pushIndicator(type: number): void {
    this.push(type, this.pos, this.pos + 1, null);
    this.pos++;
  }

  // ---- Errors and repair ----------------------------------------------------------------------------------------

  /** `a: b: c` – the rest of the line is skipped. */
  #unexpectedColon(): void {
    this.#notAllowed(
      'mapping values are not allowed here',
      'A “: ” cannot stand here. Either the value contains a colon followed by a space and must be quoted, ' +
        'or this line is indented differently from the keys above.',
    );
    this.pos = endOfLine(this.text, this.pos);
  }

  #cannotStartToken(c: number): void {
    const tab = c === 9;
    this.diagnostics.fail({
      errorClass: 'ScannerError',
      context: 'while scanning for the next token',
      problem: `found character ${pythonCharacterRepr(this.text, this.pos)} that cannot start any token`,
      problemAt: this.pos,
      span: { start: this.pos, end: this.pos + 1 },
      message: tab
        ? 'A tab stands where YAML only allows spaces. Replace it with spaces.'
        : `A value cannot start with “${String.fromCharCode(c)}” in YAML. Put the value in quotes.`,
    });
    if (!tab) {
      if (this.#saveKey()) return;
      this.allowSimpleKey = false;
      scanRestOfLine(this, this.pos);
      return;
    }
    while (this.text.charCodeAt(this.pos) === 9 || this.text.charCodeAt(this.pos) === 32) this.pos++;
  }

  #notAllowed(problem: string, message: string): void {
    const span = { start: this.pos, end: this.pos + 1 };
    this.diagnostics.fail({ errorClass: 'ScannerError', problem, problemAt: this.pos, span, message });
  }

  /** Takes back scanned tokens from the last to slot `first`, and with them the indentation that they opened or closed. */
  #undoTokens(first: number): void {
    const queue = this.#queue;
    for (let at = queue.tail - 1; at >= first; at--) {
      const type = queue.types[at];
      if (type === Token.blockEnd) {
        this.#indents.push(this.indent);
        this.indent = queue.values[at] as number;
      } else if (type === Token.blockMappingStart || type === Token.blockSequenceStart) {
        this.indent = this.#indents.pop() ?? -1;
      } else if (type === Token.streamEnd) this.#done = false;
    }
    queue.tail = Math.min(queue.tail, first);
  }

  /** Tells the scanner that the current position lies in the line of `offset` (again). */
  rewindLine(offset: number): void {
    this.lineStart = startOfLine(this.text, offset);
  }

  /** Throws away what is scanned but not taken, leaves all flow collections and goes on at `offset`, the start of a line. */
  restartAt(offset: number): void {
    this.#undoTokens(this.#queue.head);
    this.#keys.clear();
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
    this.#undoTokens(this.#queue.head);
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
