/** A template as pieces of text, expressions to print and statements, each expression as tokens. */
import type { Span } from '../../base/span.ts';
import { syntaxError } from './template-error.ts';

export type TokenKind = 'name' | 'integer' | 'float' | 'string' | 'operator' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The text; of strings what they stand for. */
  readonly text: string;
}

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print' | 'statement'; readonly tokens: readonly Token[]; readonly place: Span };

/** What of a template is being read: the expression or statement at hand. */
export interface ReadingPlace {
  start: number;
  end: number;
}

const ends = { '{{': '}}', '{%': '%}', '{#': '#}' } as const;
type Opening = keyof typeof ends;

const tokenPattern =
  /\s*(?:(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<float>\d[\d_]*(?:\.\d[\d_]*(?:[eE][-+]?\d+)?|[eE][-+]?\d+))|(?<integer>0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*)|(?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<operator>\/\/|\*\*|==|!=|>=|<=|[-+*/%~<>=.:|,;()[\]{}]))/suy;

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\n': '',
  '0': '\0',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
};

function unescaped(text: string): string {
  return text.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|(.))/gs, (all, byte, unit, other: string | undefined) => {
    const code: string | undefined = byte ?? unit;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return other === undefined ? all : (escapes[other] ?? (/[\\'"]/.test(other) ? other : all));
  });
}

/** Everything up to the end of an expression or statement, as tokens. */
class Scanner {
  readonly #source: string;
  #at: number;

  constructor(source: string, at: number) {
    this.#source = source;
    this.#at = at;
  }

  /** Returns the tokens and where the text behind begins. */
  read(close: '}}' | '%}'): { tokens: Token[]; next: number } {
    const tokens: Token[] = [];
    const open: string[] = [];
    for (;;) {
      const end = open.length === 0 ? this.#end(close) : undefined;
      if (end !== undefined) return { tokens, next: end };
      const token = this.#token(close);
      if (token.kind === 'operator') balance(token.text, open);
      tokens.push(token);
    }
  }

  #end(close: string): number | undefined {
    const match = close === '}}' ? /\s*[-+]?\}\}/y : /\s*[-+]?%\}/y;
    match.lastIndex = this.#at;
    const found = match.exec(this.#source);
    if (!found) return undefined;
    const next = match.lastIndex;
    return found[0].includes('-') ? afterSpace(this.#source, next) : next;
  }

  #token(close: string): Token {
    tokenPattern.lastIndex = this.#at;
    const match = tokenPattern.exec(this.#source);
    if (!match) {
      const rest = this.#source.slice(this.#at).trimStart();
      if (rest === '') {
        const what = close === '}}' ? 'print statement' : 'statement block';
        throw syntaxError(`unexpected end of template, expected 'end of ${what}'.`);
      }
      throw syntaxError(`unexpected char ${JSON.stringify(rest[0])}`);
    }
    this.#at = tokenPattern.lastIndex;
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) as [
      TokenKind,
      string,
    ];
    return { kind, text: kind === 'string' ? unescaped(text.slice(1, -1)) : text };
  }
}

const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

function balance(text: string, open: string[]): void {
  if ('([{'.includes(text)) open.push(text);
  const expected = pairs[text];
  if (expected === undefined) return;
  const found = open.pop();
  if (found !== expected) throw syntaxError(`unexpected '${text}'`);
}

const rawBlock = /\{%[-+]?\s*raw\s*(-?)%\}(.*?)\{%(-?)\+?\s*endraw\s*(-?)[+]?%\}/sy;

export function templatePieces(text: string, reading: ReadingPlace): Piece[] {
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const pieces: Piece[] = [];
  let at = 0;
  while (at < source.length) {
    const start = nextOpening(source, at);
    const before = source.slice(at, start);
    if (start >= source.length) {
      pieces.push({ kind: 'text', text: before });
      break;
    }
    const opening = source.slice(start, start + 2) as Opening;
    Object.assign(reading, { start, end: start + 2 });
    const sign = source[start + 2];
    const strips = sign === '-';
    const trimmed = strips ? before.trimEnd() : before;
    if (trimmed !== '') pieces.push({ kind: 'text', text: trimmed });
    rawBlock.lastIndex = start;
    const raw = opening === '{%' ? rawBlock.exec(source) : null;
    if (raw) {
      const [, stripStart, body = '', stripEnd, stripAfter] = raw;
      const left = stripStart ? body.trimStart() : body;
      pieces.push({ kind: 'text', text: stripEnd ? left.trimEnd() : left });
      at = stripAfter ? afterSpace(source, rawBlock.lastIndex) : rawBlock.lastIndex;
    } else if (opening === '{#') at = afterComment(source, start);
    else {
      const from = start + (strips || sign === '+' ? 3 : 2);
      const { tokens, next } = new Scanner(source, from).read(ends[opening] as '}}' | '%}');
      pieces.push({ kind: opening === '{{' ? 'print' : 'statement', tokens, place: { start, end: next } });
      at = next;
    }
  }
  return pieces;
}

function nextOpening(source: string, from: number): number {
  const pattern = /\{[{%#]/g;
  pattern.lastIndex = from;
  return pattern.exec(source)?.index ?? source.length;
}

function afterComment(source: string, start: number): number {
  const end = source.indexOf('#}', start + 2);
  if (end < 0) throw syntaxError('Missing end of comment tag');
  return source[end - 1] === '-' ? afterSpace(source, end + 2) : end + 2;
}

function afterSpace(source: string, at: number): number {
  let next = at;
  while (next < source.length && /\s/.test(source[next] as string)) next++;
  return next;
}
