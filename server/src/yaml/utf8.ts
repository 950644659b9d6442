/** What is wrong with bytes that are no UTF-8, in Python's words. */
export interface Utf8Error {
  readonly position: number;
  readonly byte: number;
  readonly reason: 'invalid start byte' | 'invalid continuation byte' | 'unexpected end of data';
}

/** UTF-8 → text. Overlong forms, surrogates and code points above U+10FFFF are errors, as in Python. */
export function decodeUtf8(bytes: Uint8Array): { text: string } | { error: Utf8Error } {
  const units = new Uint16Array(Math.min(bytes.length, chunkSize) + 2);
  let text = '';
  let count = 0;
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] as number;
    if (first < 0x80) {
      units[count++] = first;
      at++;
    } else {
      const length = sequenceLength(first);
      const fail = length === 0 ? ('invalid start byte' as const) : checkSequence(bytes, at, length);
      if (fail !== null) return { error: { position: at, byte: first, reason: fail } };
      let code = first & (0xff >> (length + 1));
      for (let i = 1; i < length; i++) code = (code << 6) | ((bytes[at + i] as number) & 0x3f);
      at += length;
      if (code >= 0x10000) {
        units[count++] = 0xd7c0 + (code >> 10);
        units[count++] = 0xdc00 | (code & 0x3ff);
      } else units[count++] = code;
    }
    if (count >= chunkSize) {
      text += String.fromCharCode.apply(null, units.subarray(0, count) as unknown as number[]);
      count = 0;
    }
  }
  return { text: text + String.fromCharCode.apply(null, units.subarray(0, count) as unknown as number[]) };
}

const chunkSize = 16384;

function sequenceLength(first: number): number {
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

function checkSequence(bytes: Uint8Array, at: number, length: number): Utf8Error['reason'] | null {
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return 'unexpected end of data';
    if (byte < 0x80 || byte > 0xbf || (i === 1 && !isSecondByte(bytes[at] as number, byte))) {
      return 'invalid continuation byte';
    }
  }
  return null;
}

/** Rules out overlong forms, surrogates and what lies above U+10FFFF. */
function isSecondByte(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}

/** Python's `str()` of the UnicodeDecodeError. */
export function pythonUtf8ErrorText(bytes: Uint8Array, error: Utf8Error): string {
  const bad = badLength(bytes, error);
  const where =
    bad === 1
      ? `byte 0x${error.byte.toString(16).padStart(2, '0')} in position ${error.position}`
      : `bytes in position ${error.position}-${error.position + bad - 1}`;
  return `'utf-8' codec can't decode ${where}: ${error.reason}`;
}

/** How many bytes Python's message covers: the valid start of the broken sequence. */
function badLength(bytes: Uint8Array, error: Utf8Error): number {
  if (error.reason === 'invalid start byte') return 1;
  const length = sequenceLength(error.byte);
  let count = 1;
  while (count < length) {
    const byte = bytes[error.position + count];
    if (byte === undefined || byte < 0x80 || byte > 0xbf) break;
    if (count === 1 && !isSecondByte(error.byte, byte)) break;
    count++;
  }
  return count;
}
