/** The pattern as Python's tokenizer gives it out: one character at a time, a backslash together with the one after it. */

/** What Python raises for a pattern; thrown inside the parser only. */
export class PatternError extends Error {
  /** `error` is Python's `re.error`. */
  readonly errorClass: string;
  /** In code points; `undefined` where Python gives no position. */
  readonly position: number | undefined;

  constructor(message: string, position?: number, errorClass = 'error') {
    super(message);
    this.position = position;
    this.errorClass = errorClass;
  }
}

export class PatternSource {
  readonly #chars: readonly string[];
  /** Behind the token that is next. */
  #index = 0;
  next: string | null = null;

  constructor(pattern: string) {
    this.#chars = Array.from(pattern);
    this.#advance();
  }

  #advance(): void {
    let char = this.#chars[this.#index];
    if (char === undefined) {
      this.next = null;
      return;
    }
    if (char === '\\') {
      const escaped = this.#chars[this.#index + 1];
      if (escaped === undefined) throw new PatternError('bad escape (end of pattern)', this.#chars.length - 1);
      this.#index++;
      char += escaped;
    }
    this.#index++;
    this.next = char;
  }

  /** Position of the next token in code points. */
  get position(): number {
    return this.#index - (this.next === null ? 0 : tokenLength(this.next));
  }

  seek(index: number): void {
    this.#index = index;
    this.#advance();
  }

  get(): string | null {
    const { next } = this;
    this.#advance();
    return next;
  }

  match(token: string): boolean {
    if (this.next !== token) return false;
    this.#advance();
    return true;
  }

  /** Up to `count` tokens that the test accepts. */
  getWhile(count: number, accepts: RegExp): string {
    let result = '';
    for (let i = 0; i < count && this.next !== null && accepts.test(this.next); i++) result += this.get();
    return result;
  }

  getUntil(terminator: string, what: string): string {
    let result = '';
    for (;;) {
      const token = this.get();
      if (token === null) {
        if (result === '') throw this.error(`missing ${what}`);
        throw this.error(`missing ${terminator}, unterminated name`, codePoints(result));
      }
      if (token === terminator) {
        if (result === '') throw this.error(`missing ${what}`, 1);
        return result;
      }
      result += token;
    }
  }

  /** An error `offset` code points before the next token. */
  error(message: string, offset = 0): PatternError {
    return new PatternError(message, this.position - offset);
  }
}

const tokenLength = (token: string) => (token.startsWith('\\') && token.length > 1 ? 2 : 1);

export function codePoints(text: string): number {
  return Array.from(text).length;
}
