/** JSON as Python's `json.loads` reads it: integers apart from floats, `NaN` and `Infinity` allowed, of equal keys the last. */
import type { OutputValue } from './output-value.ts';

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const stringToken = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const words = new Map<string, OutputValue>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): OutputValue {
    const value = this.#value();
    if (this.#at < this.#text.length) throw this.#error('Extra data');
    return value;
  }

  #token(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  #value(): OutputValue {
    this.#token(space);
    const value = this.#bareValue();
    this.#token(space);
    return value;
  }

  #bareValue(): OutputValue {
    const character = this.#text[this.#at];
    if (character === '{') return this.#object();
    if (character === '[') return this.#array();
    if (character === '"') return this.#string();
    for (const [word, value] of words)
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    const match = this.#token(number);
    if (!match) throw this.#error('Expecting value');
    return match[1] || match[2] ? Number(match[0]) : BigInt(match[0]);
  }

  #string(): string {
    const match = this.#token(stringToken);
    if (!match) throw this.#error('Invalid string');
    return JSON.parse(match[0]) as string;
  }

  #array(): OutputValue {
    const items: OutputValue[] = [];
    this.#at++;
    this.#token(space);
    if (this.#take(']')) return items;
    do items.push(this.#value());
    while (this.#take(','));
    if (!this.#take(']')) throw this.#error("Expecting ',' delimiter");
    return items;
  }

  #object(): OutputValue {
    const entries = new Map<string, OutputValue>();
    this.#at++;
    this.#token(space);
    if (this.#take('}')) return entries;
    do {
      this.#token(space);
      if (this.#text[this.#at] !== '"') throw this.#error('Expecting property name enclosed in double quotes');
      const key = this.#string();
      this.#token(space);
      if (!this.#take(':')) throw this.#error("Expecting ':' delimiter");
      entries.set(key, this.#value());
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#error("Expecting ',' delimiter");
    return entries;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #error(message: string): SyntaxError {
    return new SyntaxError(`${message} at character ${this.#at}`);
  }
}

export function parsePythonJson(text: string): { readonly value: OutputValue } | { readonly error: string } {
  try {
    return { value: new JsonReader(text).document() };
  } catch (error) {
    if (error instanceof SyntaxError) return { error: error.message };
    throw error;
  }
}
