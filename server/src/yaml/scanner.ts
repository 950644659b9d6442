/**
 * Text → tokens, exactly as PyYAML's scanner makes them, and on demand, so that errors come in PyYAML's order.
 * After an error the scanner repairs and goes on; every step takes it forward. pyyaml: scanner.py
 */
import {
  afterBreak,
  endOfContent,
  endOfLine,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDocumentMarkerAt,
} from './characters.ts';
import { pythonCharacterRepr } from './python-repr.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';
import { scanDirective } from './scan-directive.ts';
import { scanPlain, scanRestOfLine } from './scan-plain.ts';
import { scanAnchor, scanTag } from './scan-properties.ts';
import { scanDoubleQuoted, scanSingleQuoted } from './scan-quoted.ts';
import { ScannerState } from './scanner-state.ts';
import { Token } from './tokens.ts';

export class Scanner extends ScannerState {
  // ---- Fetching -------------------------------------------------------------------------------------------------

  protected fetchMore(): void {
    this.#skipToNextToken();
    if (!this.keys.isEmpty && this.dropStaleKeys()) return;
    const { text, pos } = this;
    if (this.indent >= 0 && this.flowLevel === 0) this.unwindIndent(this.column());
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
    this.unwindIndent(-1);
    if (this.removeKey()) return;
    this.allowSimpleKey = false;
    this.keys.clear();
    this.push(Token.streamEnd, this.pos, this.pos, null);
    this.done = true;
  }

  #fetchDirective(): void {
    this.unwindIndent(-1);
    if (this.removeKey()) return;
    this.allowSimpleKey = false;
    scanDirective(this);
  }

  #fetchDocumentMarker(isStart: boolean): void {
    this.unwindIndent(-1);
    if (this.removeKey()) return;
    this.allowSimpleKey = false;
    this.push(isStart ? Token.documentStart : Token.documentEnd, this.pos, this.pos + 3, null);
    this.pos += 3;
  }

  #fetchFlowStart(type: number): void {
    if (this.saveKey()) return;
    this.flowLevel++;
    this.allowSimpleKey = true;
    this.#pushIndicator(type);
  }

  #fetchFlowEnd(type: number): void {
    if (this.removeKey()) return;
    // PyYAML goes below zero; its parser stops at this very token then.
    if (this.flowLevel > 0) this.flowLevel--;
    this.allowSimpleKey = false;
    this.#pushIndicator(type);
  }

  #fetchFlowEntry(): void {
    this.allowSimpleKey = true;
    if (this.removeKey()) return;
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
      if (this.addIndent(this.column())) this.push(Token.blockSequenceStart, this.pos, this.pos, null);
    }
    this.allowSimpleKey = true;
    if (this.removeKey()) return;
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
      if (this.addIndent(this.column())) this.push(Token.blockMappingStart, this.pos, this.pos, null);
    }
    this.allowSimpleKey = this.flowLevel === 0;
    if (this.removeKey()) return;
    this.#pushIndicator(Token.key);
  }

  #fetchValue(): void {
    const keys = this.keys;
    if (keys.hasKeyAt(this.flowLevel)) {
      const key = keys.newest;
      const slot = keys.slot(key);
      this.queue.types[slot + 1] = Token.key;
      if (this.flowLevel === 0 && this.addIndent(this.columnOf(keys.start(key)))) {
        this.queue.types[slot] = Token.blockMappingStart;
      }
      keys.dropFrom(key);
      this.allowSimpleKey = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.allowSimpleKey) {
          this.#unexpectedColon();
          return;
        }
        if (this.addIndent(this.column())) this.push(Token.blockMappingStart, this.pos, this.pos, null);
      }
      this.allowSimpleKey = this.flowLevel === 0;
      if (this.removeKey()) return;
    }
    this.#pushIndicator(Token.value);
  }

  #fetchProperty(type: number): void {
    if (this.saveKey()) return;
    this.allowSimpleKey = false;
    if (type === Token.tag) scanTag(this);
    else scanAnchor(this, type);
  }

  #fetchQuoted(quote: number): void {
    if (this.saveKey()) return;
    this.allowSimpleKey = false;
    if (quote === 39) scanSingleQuoted(this);
    else scanDoubleQuoted(this);
  }

  #fetchBlockScalar(c: number): void {
    this.allowSimpleKey = true;
    if (this.removeKey()) return;
    scanBlockScalar(this, c === 62 ? Token.foldedScalar : Token.literalScalar);
  }

  #fetchPlain(): void {
    if (this.allowSimpleKey && this.saveKey()) return;
    this.allowSimpleKey = false;
    scanPlain(this);
  }

  #pushIndicator(type: number): void {
    this.push(type, this.pos, this.pos + 1, null);
    this.pos++;
  }

  // ---- Errors and repair ----------------------------------------------------------------------------------------

  /** `a: b: c` – skips the rest of the line; or goes back to where the line starts that ran on as a value. */
  #unexpectedColon(): void {
    const runOn = this.splitAt >= 0;
    this.#notAllowed(
      'mapping values are not allowed here',
      runOn
        ? 'This line goes on with the value that the line above starts, so it cannot be a “key: value” of its own. ' +
            'Indent it like the keys above; or, if the line above is a key, end that with a colon and a space.'
        : 'A “: ” cannot stand within a value. Put the value in quotes, or start the next key on a line of its own.',
    );
    if (runOn) {
      this.pos = this.splitAt;
      this.splitAt = -1;
      this.allowSimpleKey = true;
    } else this.pos = endOfLine(this.text, this.pos);
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
      if (this.saveKey()) return;
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

  /**
   * A line of a block mapping has no `:`. Repaired as what was probably meant: a space after the dash or colon is missing, or the
   * key has no value yet.
   */
  protected missingColon(key: number): void {
    const { text } = this;
    const start = this.keys.start(key);
    const end = endOfContent(text, start);
    const line = text.slice(start, end);
    const dash = /^-[^\s-]/.test(line);
    const keyLength = dash ? 0 : (/^[\w|.-]+(?=:\S)/.exec(line)?.[0].length ?? 0);
    this.diagnostics.fail({
      errorClass: 'ScannerError',
      context: 'while scanning a simple key',
      contextAt: start,
      problem: "could not find expected ':'",
      problemAt: this.pos,
      span: { start, end },
      message: missingColonMessage(dash, keyLength > 0),
    });
    const slot = this.keys.slot(key);
    this.undoTokens(slot + 2);
    this.keys.dropFrom(key);
    this.flowLevel = 0;
    this.splitAt = -1;
    this.rewindLine(start);
    this.allowSimpleKey = dash;
    this.queue.types[slot + 1] = dash ? Token.none : Token.key;
    if (dash) {
      this.push(Token.blockEntry, start, start + 1, null);
      this.pos = start + 1;
      return;
    }
    const keyEnd = keyLength > 0 ? start + keyLength : end;
    this.push(Token.plainScalar, start, keyEnd, text.slice(start, keyEnd));
    this.push(Token.value, keyEnd, keyLength > 0 ? keyEnd + 1 : end, null);
    this.pos = keyLength > 0 ? keyEnd + 1 : endOfLine(text, end);
  }
}

function missingColonMessage(dash: boolean, colon: boolean): string {
  if (dash) return 'A space is missing after the dash of this list entry. Write “- ” and then the value.';
  if (colon) return 'A space is missing after the colon of this line. Write “key: value”.';
  return (
    'This line of a mapping has no “:” after its key. Every line at this indentation must be “key: value”; ' +
    'add the colon, or indent the line if it belongs to the value above.'
  );
}
