/** Python's character classes for text, as the inside of a bracket in a JavaScript pattern with the flag `u`. */

/** `\s` */
export const pythonSpace = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** `\w`: letters, everything that is a number, and the underscore. */
export const pythonWord = '\\p{L}\\p{N}_';

/** Python's `str.title()`. */
export function pythonTitle(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => {
    const [first = '', ...rest] = word;
    return first.toUpperCase() + rest.join('').toLowerCase();
  });
}

const spaceAtEnds = new RegExp(`^[${pythonSpace}]+|[${pythonSpace}]+$`, 'gu');

/** Python's `str.strip()`. */
export function pythonStrip(text: string): string {
  return text.replace(spaceAtEnds, '');
}
