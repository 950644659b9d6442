/**
 * Text → tokens, exactly as PyYAML's scanner makes them, on demand (so that errors come in PyYAML's order).
 * Tokens lie in parallel arrays. A token that may become a simple key reserves two slots before itself, for the KEY and
 * BLOCK-MAPPING-START that a later `:` puts there. After an error the scanner repairs and goes on; it always moves forward.
 */
import { afterBreak, endOfLine, isBlankOrEnd, isBreak, isBreakOrEnd, isDocumentMarkerAt } from './characters.ts';
import type { Diagnostics } from './diagnostics.ts';
import { pythonCharacterRepr } from './python-repr.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';
import { scanDirective } from './scan-directive.ts';
import { scanPlain, scanRestOfLine } from './scan-plain.ts';
import { scanAnchor, scanTag } from './scan-properties.ts';
import { scanDoubleQuoted, scanSingleQuoted } from './scan-quoted.ts';
import { type Directive, type TagName, Token } from './tokens.ts';

type TokenValue = string | number | TagName | Directive | null;

export class Scanner {
  /** The text with a NUL at its end. */
  readonly text: string;
  readonly diagnostics: Diagnostics;
  /** Whether columns differ from UTF-16 offsets in places (astral characters, byte order marks). */
  readonly #wide: boolean;
  pos = 0;
  lineStart = 0;
  flowLevel = 0;
  /** Column of the innermost open block collection, -1 outside. */
  indent = -1;
  allowSimpleKey = true;
  readonly #indents: number[] = [];
  #done = false;

  readonly #types: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #values: TokenValue[] = [];
  #head = 0;
  #tail = 0;
  #ready = false;

  // Possible simple keys, at most one a flow level; the outermost first, which is also the first to grow stale.
  readonly #keyLevels: number[] = [];
  readonly #keySlots: number[] = [];
  readonly #keyStarts: number[] = [];
  readonly #keyRequired: boolean[] = [];
  #keyHead = 0;
  #keyTail = 0;

  /** End of the token taken last. */
  lastEnd = 0;

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
    if (this.#ready) return this.#types[this.#head] as number;
    while (this.#needsMore()) this.#fetchMore();
    this.#ready = true;
    return this.#types[this.#head] as number;
  }

  /** Start of the next token. Valid after `peek`, as are `end` and `value`. */
  get start(): number {
    return this.#starts[this.#head] as number;
  }

  get end(): number {
    return this.#ends[this.#head] as number;
  }

  get value(): TokenValue {
    return this.#values[this.#head] as TokenValue;
  }

  /** Goes past the next token. The end of the stream stays. */
  take(): void {
    const type = this.#types[this.#head] as number;
    if (type === Token.streamEnd) return;
    if (type !== Token.blockEnd) this.lastEnd = this.#ends[this.#head] as number;
    this.#head++;
    this.#ready = false;
  }

  push(type: number, start: number, end: number, value: TokenValue): void {
    const at = this.#tail++;
    this.#types[at] = type;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#values[at] = value;
  }

  #needsMore(): boolean {
    if (this.#done && this.#head < this.#tail && this.#keyHead === this.#keyTail) {
      while (this.#types[this.#head] === Token.none) this.#head++;
      return false;
    }
    if (this.#head === this.#tail) {
      this.#head = 0;
      this.#tail = 0;
      return true;
    }
    if (this.#keyHead < this.#keyTail) {
      this.#dropStaleKeys();
      if (this.#keyHead < this.#keyTail && this.#keySlots[this.#keyHead] === this.#head) return true;
    }
    while (this.#head < this.#tail && this.#types[this.#head] === Token.none) {
      if (this.#keyHead < this.#keyTail && this.#keySlots[this.#keyHead] === this.#head) return true;
      this.#head++;
    }
    return this.#head === this.#tail;
  }

  // ---- Places ---------------------------------------------------------------------------------------------------

  /** PyYAML's column of the current position: code points since the line's start, byte order marks not counted. */
  column(): number {
    return this.#wide ? this.#wideColumn() : this.pos - this.lineStart;
  }

  #wideColumn(): number {
    return codePoints(this.text, this.lineStart, this.pos, { countMarks: false });
  }

  // ---- Simple keys ----------------------------------------------------------------------------------------------

  /** Forgets possible keys that turned out too long or ended their line. Returns true when that was an error and is repaired. */
  #dropStaleKeys(): boolean {
    while (this.#keyHead < this.#keyTail) {
      const start = this.#keyStarts[this.#keyHead] as number;
      if (start >= this.lineStart && !this.#isTooLong(start)) return false;
      if (this.#keyRequired[this.#keyHead]) {
        this.#missingColon(this.#keyHead);
        return true;
      }
      this.#keyHead++;
    }
    return false;
  }

  /** pyyaml: scanner.py#stale_possible_simple_keys – 1,024 code points. */
  #isTooLong(start: number): boolean {
    const length = this.pos - start;
    if (length <= 1024) return false;
    return !this.#wide || length > 2048 || codePoints(this.text, start, this.pos, { countMarks: true }) > 1024;
  }

  #hasKeyHere(): boolean {
    return this.#keyHead < this.#keyTail && this.#keyLevels[this.#keyTail - 1] === this.flowLevel;
  }

  /** The next token may be a simple key: reserves its slots. */
  #saveKey(): boolean {
    if (!this.allowSimpleKey) return false;
    if (this.#removeKey()) return true;
    const at = this.#keyTail++;
    this.#keyLevels[at] = this.flowLevel;
    this.#keySlots[at] = this.#tail;
    this.#keyStarts[at] = this.pos;
    this.#keyRequired[at] = this.flowLevel === 0 && this.indent === this.column();
    this.push(Token.none, this.pos, this.pos, null);
    this.push(Token.none, this.pos, this.pos, null);
    return false;
  }

  /** Returns true when a key had to come here, did not, and that is repaired. */
  #removeKey(): boolean {
    if (!this.#hasKeyHere()) return false;
    if (this.#keyRequired[this.#keyTail - 1]) {
      this.#missingColon(this.#keyTail - 1);
      return true;
    }
    this.#keyTail--;
    this.#resetKeysIfNone();
    return false;
  }

  #resetKeysIfNone(): void {
    if (this.#keyHead === this.#keyTail) {
      this.#keyHead = 0;
      this.#keyTail = 0;
    }
  }

  /** A line of a block mapping has no `:`. Repaired as a key without value that ends with its line. */
  #missingColon(key: number): void {
    const start = this.#keyStarts[key] as number;
    const end = endOfPlainLine(this.text, start);
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
    this.#undoTokens((this.#keySlots[key] as number) + 2);
    this.flowLevel = 0;
    this.#keyTail = key;
    this.#resetKeysIfNone();
    this.#types[this.#tail - 1] = Token.key;
    this.push(Token.plainScalar, start, end, this.text.slice(start, end));
    this.push(Token.value, end, end, null);
    this.#moveTo(endOfLine(this.text, end), this.#lineStartOf(start));
    this.allowSimpleKey = false;
  }

  // ---- Repair ---------------------------------------------------------------------------------------------------

  /** Takes back scanned tokens from the last to slot `first`, and with them the indentation that they opened or closed. */
  #undoTokens(first: number): void {
    for (let at = this.#tail - 1; at >= first; at--) {
      const type = this.#types[at];
      if (type === Token.blockEnd) {
        this.#indents.push(this.indent);
        this.indent = this.#values[at] as number;
      } else if (type === Token.blockMappingStart || type === Token.blockSequenceStart) {
        this.indent = this.#indents.pop() ?? -1;
      } else if (type === Token.streamEnd) this.#done = false;
    }
    this.#tail = Math.min(this.#tail, first);
  }

  /** Throws away what is scanned but not taken, leaves all flow collections and goes on at `offset`, the start of a line. */
  restartAt(offset: number): void {
    this.#undoTokens(this.#head);
    this.#keyHead = 0;
    this.#keyTail = 0;
    this.#ready = false;
    this.flowLevel = 0;
    this.allowSimpleKey = true;
    this.#moveTo(offset, offset);
    if (this.lastEnd > offset) {
      this.lastEnd = offset;
      while (this.lastEnd > 0 && isBlankOrEnd(this.text.charCodeAt(this.lastEnd - 1))) this.lastEnd--;
    }
  }

  /**
   * The first line after a broken flow collection: one that is not indented deeper than the block collection around it
   * and does not start with a closing bracket, or a document marker.
   */
  lineAfterFlow(start: number): number {
    const { text } = this;
    this.#undoTokens(this.#head);
    let at = start;
    for (;;) {
      const lineEnd = endOfLine(text, at);
      if (lineEnd >= text.length - 1) return text.length - 1;
      at = afterBreak(text, lineEnd);
      if (isDocumentMarkerAt(text, at)) return at;
      let first = at;
      while (text.charCodeAt(first) === 32) first++;
      const c = text.charCodeAt(first);
      if (c !== 35 && c !== 93 && c !== 125 && !isBlankOrEnd(c) && first - at <= this.indent) return at;
    }
  }

  /** Ends the stream here: a limit is reached. */
  abandon(): void {
    this.restartAt(this.text.length - 1);
  }

  /** Tells the scanner that the current position lies in the line of `offset` (again). */
  rewindLine(offset: number): void {
    this.lineStart = this.#lineStartOf(offset);
  }

  #moveTo(offset: number, lineStart: number): void {
    this.pos = offset;
    this.lineStart = lineStart;
  }

  #lineStartOf(offset: number): number {
    let at = offset;
    while (at > 0 && !isBreak(this.text.charCodeAt(at - 1))) at--;
    return at === 0 && this.text.charCodeAt(0) === 0xfeff ? 1 : at;
  }

  // ---- Indentation ----------------------------------------------------------------------------------------------

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
    if (this.#keyHead < this.#keyTail && this.#dropStaleKeys()) return;
    this.#resetKeysIfNone();
    const { text, pos } = this;
    if (this.flowLevel === 0 && this.indent >= 0) {
      const column = this.column();
      if (this.indent > column) this.#unwindIndent(column);
    }
    const c = text.charCodeAt(pos);
    // Most tokens start with a letter.
    if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90)) return this.#fetchPlain();
    if (c === 0) return this.#fetchStreamEnd();
    if (pos === this.lineStart) {
      if (c === 37) return this.#fetchDirective();
      if (isDocumentMarkerAt(text, pos)) return this.#fetchDocumentMarker(c === 45);
    }
    this.#fetchByCharacter(c);
  }

  #fetchByCharacter(c: number): void {
    switch (c) {
      case 91: // [
        return this.#fetchFlowStart(Token.flowSequenceStart);
      case 123: // {
        return this.#fetchFlowStart(Token.flowMappingStart);
      case 93: // ]
        return this.#fetchFlowEnd(Token.flowSequenceEnd);
      case 125: // }
        return this.#fetchFlowEnd(Token.flowMappingEnd);
      case 44: // ,
        return this.#fetchFlowEntry();
      case 45: // -
        if (isBlankOrEnd(this.text.charCodeAt(this.pos + 1))) return this.#fetchBlockEntry();
        return this.#fetchPlain();
      case 63: // ?
        if (this.flowLevel !== 0 || isBlankOrEnd(this.text.charCodeAt(this.pos + 1))) return this.#fetchKey();
        return this.#fetchPlain();
      case 58: // :
        if (this.flowLevel !== 0 || isBlankOrEnd(this.text.charCodeAt(this.pos + 1))) return this.#fetchValue();
        return this.#fetchPlain();
      case 42: // *
        return this.#fetchProperty(Token.alias);
      case 38: // &
        return this.#fetchProperty(Token.anchor);
      case 33: // !
        return this.#fetchProperty(Token.tag);
      case 39: // '
        return this.#fetchQuoted(c);
      case 34: // "
        return this.#fetchQuoted(c);
      case 124: // |
      case 62: // >
        if (this.flowLevel === 0) return this.#fetchBlockScalar(c);
        return this.#cannotStartToken(c);
      case 9: // tab
      case 37: // %
      case 64: // @
      case 96: // `
        return this.#cannotStartToken(c);
      default:
        return this.#fetchPlain();
    }
  }

  #skipToNextToken(): void {
    const { text } = this;
    let { pos } = this;
    for (;;) {
      let c = text.charCodeAt(pos);
      while (c === 32) c = text.charCodeAt(++pos);
      if (c === 35) while (!isBreakOrEnd(c)) c = text.charCodeAt(++pos);
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
    this.#keyHead = 0;
    this.#keyTail = 0;
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
      const column = this.column();
      if (this.#addIndent(column)) this.push(Token.blockSequenceStart, this.pos, this.pos, null);
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
    if (this.#hasKeyHere()) {
      const key = --this.#keyTail;
      const slot = this.#keySlots[key] as number;
      const start = this.#keyStarts[key] as number;
      this.#resetKeysIfNone();
      this.#types[slot + 1] = Token.key;
      if (this.flowLevel === 0 && this.#addIndent(this.#columnOf(start))) this.#types[slot] = Token.blockMappingStart;
      this.allowSimpleKey = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.allowSimpleKey) return this.#unexpectedColon();
        if (this.#addIndent(this.column())) this.push(Token.blockMappingStart, this.pos, this.pos, null);
      }
      this.allowSimpleKey = this.flowLevel === 0;
      if (this.#removeKey()) return;
    }
    this.#pushIndicator(Token.value);
  }

  /** Column of a possible key, which stands in the current line. */
  #columnOf(start: number): number {
    return this.#wide ? codePoints(this.text, this.lineStart, start, { countMarks: false }) : start - this.lineStart;
  }

  /** `a: b: c` – the rest of the line is skipped. */
  #unexpectedColon(): void {
    this.#notAllowed(
      'mapping values are not allowed here',
      'A “: ” cannot stand here. Either the value contains a colon followed by a space and must be quoted, ' +
        'or this line is indented differently from the keys above.',
    );
    this.pos = endOfLine(this.text, this.pos);
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
      if (this.allowSimpleKey && this.#saveKey()) return;
      this.allowSimpleKey = false;
      scanRestOfLine(this, this.pos);
      return;
    }
    while (this.text.charCodeAt(this.pos) === 9 || this.text.charCodeAt(this.pos) === 32) this.pos++;
  }

  #notAllowed(problem: string, message: string): void {
    const { pos } = this;
    this.diagnostics.fail({
      errorClass: 'ScannerError',
      problem,
      problemAt: pos,
      span: { start: pos, end: pos + 1 },
      message,
    });
  }

  #pushIndicator(type: number): void {
    this.push(type, this.pos, this.pos + 1, null);
    this.pos++;
  }
}

/** Number of code points in `[start, end)`. */
function codePoints(text: string, start: number, end: number, options: { countMarks: boolean }): number {
  let count = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0xdc00 && c <= 0xdfff) continue;
    if (c === 0xfeff && !options.countMarks) continue;
    count++;
  }
  return count;
}

/** End of what stands in a line from `start` on, without a comment and trailing blanks. */
function endOfPlainLine(text: string, start: number): number {
  let end = endOfLine(text, start);
  const comment = text.slice(start, end).search(/[ \t]#/);
  if (comment > 0) end = start + comment;
  while (end > start + 1 && (text.charCodeAt(end - 1) === 32 || text.charCodeAt(end - 1) === 9)) end--;
  return end;
}
