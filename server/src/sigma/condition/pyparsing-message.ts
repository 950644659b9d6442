/** The sentence of a pyparsing 3.3 exception: message, what was found there, and the place counted as Python counts. */

import { pythonStringRepr } from '../../yaml/python-repr.ts';

/** Letters and digits that pyparsing takes for a word (Latin, Greek, Cyrillic); anything else is quoted as one character. */
const word =
  /[0-9A-Za-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u0374\u0376\u0377\u037a-\u037d\u037f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03e1\u03f0-\u03f5\u03f7-\u0481\u048a-\u052f\u1f00-\u1fbc]{1,16}/y;

export function pyparsingMessage(text: string, index: number, message: string): string {
  const expanded = expandTabs(text);
  const at = index === text.length ? expanded.length : expandTabs(text.slice(0, index)).length;
  const before = expanded.slice(0, at);
  const characters = codePoints(before);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  const column = codePoints(before.slice(lineStart)) + 1;
  return `${message}${found(expanded, at)}  (at char ${characters}), (line:${line}, col:${column})`;
}

function found(text: string, at: number): string {
  if (text === '') return '';
  if (at >= text.length) return ', found end of text';
  word.lastIndex = at;
  const match = word.exec(text);
  const piece = match ? match[0] : String.fromCodePoint(text.codePointAt(at) as number);
  return `, found ${pythonStringRepr(piece).replaceAll('\\\\', '\\')}`;
}

/** Python's `str.expandtabs()`, which pyparsing applies before it parses. */
function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let column = 0;
  let result = '';
  for (const character of text) {
    if (character === '\t') {
      const width = 8 - (column % 8);
      result += ' '.repeat(width);
      column += width;
    } else {
      result += character;
      column = character === '\n' || character === '\r' ? 0 : column + 1;
    }
  }
  return result;
}

function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0xdc00 && c <= 0xdfff) count--;
  }
  return count;
}
