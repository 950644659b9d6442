/** Bytes of a file → text, in the encodings that PyYAML reads: UTF-8, and UTF-16 with a byte order mark. */
import type { Problem } from '../base/problem.ts';
import { maxTextLength } from './limits.ts';
import { decodeUtf8 } from './utf8.ts';

/** The text without its byte order mark, or why the bytes are no text. */
export type DecodedText = { readonly text: string } | { readonly problem: Problem };

/**
 * `fastUtf8` may do the work where the platform has a decoder of its own: it returns `undefined` for bytes that are no UTF-8, and
 * keeps a byte order mark.
 */
export function decodeText(bytes: Uint8Array, fastUtf8?: (bytes: Uint8Array) => string | undefined): DecodedText {
  if (bytes.length > 3 * maxTextLength) return tooLong(bytes.length);
  const utf16 = utf16Order(bytes);
  if (utf16 !== null) return decodeUtf16(bytes, utf16);
  if (bytes.includes(0)) return binary();
  const fast = fastUtf8?.(bytes);
  if (fast !== undefined) return { text: withoutMark(fast) };
  const decoded = decodeUtf8(bytes);
  if ('text' in decoded) return { text: withoutMark(decoded.text) };
  const { position, byte } = decoded.error;
  return problem(
    `The file is not UTF-8: byte 0x${byte.toString(16).padStart(2, '0')} at position ${position} cannot be read. ` +
      'It was probably saved in another encoding, such as Windows-1252 or Latin-1. Save it as UTF-8.',
  );
}

function utf16Order(bytes: Uint8Array): 'little' | 'big' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'little';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'big' : null;
}

const chunkLength = 16384;

function decodeUtf16(bytes: Uint8Array, order: 'little' | 'big'): DecodedText {
  const [high, low] = order === 'big' ? [0, 1] : [1, 0];
  const units = new Uint16Array(bytes.length >> 1);
  for (let i = 0; i < units.length; i++) {
    units[i] = ((bytes[2 * i + high] as number) << 8) | (bytes[2 * i + low] as number);
  }
  let text = '';
  for (let i = 0; i < units.length; i += chunkLength) {
    text += String.fromCharCode(...units.subarray(i, i + chunkLength));
  }
  const isBroken = bytes.length % 2 === 1 || /\p{Surrogate}/u.test(text);
  if (!isBroken) return { text: withoutMark(text) };
  return problem('The file starts as UTF-16 but contains incomplete characters. Save it as UTF-8.');
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function binary(): DecodedText {
  return problem(
    'The file is not text: it contains NUL bytes. If it is a Sigma rule, it was saved as UTF-16 or UTF-32 without a byte ' +
      'order mark, or is damaged. Save it as UTF-8.',
  );
}

function tooLong(length: number): DecodedText {
  return problem(
    `The file is too large to be read: it has ${length} bytes, the limit is ${maxTextLength} characters. ` +
      'Split it into smaller files.',
    'yaml-limit',
  );
}

function problem(message: string, code = 'reader-error'): DecodedText {
  return { problem: { code, severity: 'error', span: { start: 0, end: 0 }, message } };
}
