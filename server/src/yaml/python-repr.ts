/** What Python's `repr` does not print as it is: controls, formats, surrogates, private and unassigned characters, separators. */
const notPrintable = /[\p{C}\p{Z}]/u;

/** Python's `repr` of a string. */
export function pythonStringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = quote;
  for (const c of text) {
    if (c === quote || c === '\\') result += `\\${c}`;
    else if (c === '\n') result += '\\n';
    else if (c === '\r') result += '\\r';
    else if (c === '\t') result += '\\t';
    else if (c === ' ' || (c > ' ' && c < '\x7f') || !notPrintable.test(c)) result += c;
    else result += escapeCodePoint(c.codePointAt(0) as number);
  }
  return result + quote;
}

function escapeCodePoint(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** Python's `repr` of the character at `offset`; the end of the text reads as `'\x00'`. */
export function pythonCharacterRepr(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  return pythonStringRepr(code === undefined ? '\0' : String.fromCodePoint(code));
}
