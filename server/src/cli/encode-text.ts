/** Python's names of encodings that queries are written in. */
type Encoder = (text: string) => Uint8Array;

const bytesOf =
  (encoding: BufferEncoding, mark = ''): Encoder =>
  (text) =>
    Buffer.from(mark + text, encoding);

const bigEndian: Encoder = (text) => Buffer.from(text, 'utf16le').swap16();

/** What Windows-1252 has between 0x80 and 0x9F. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const encoders: Readonly<Record<string, Encoder>> = {
  utf8: bytesOf('utf8'),
  utf8sig: bytesOf('utf8', '\ufeff'),
  utf16: bytesOf('utf16le', '\ufeff'),
  utf16le: bytesOf('utf16le'),
  utf16be: bigEndian,
  ascii: (text) => oneByte(text, 'ASCII', (code) => (code < 0x80 ? code : -1)),
  latin1: (text) => oneByte(text, 'Latin-1', (code) => (code < 0x100 ? code : -1)),
  cp1252: (text) => oneByte(text, 'Windows-1252', windowsByte),
};

const aliases: Readonly<Record<string, string>> = {
  usascii: 'ascii',
  iso88591: 'latin1',
  l1: 'latin1',
  windows1252: 'cp1252',
  ucs2: 'utf16le',
};

/** The bytes of a text, or in words why it cannot be written like that. */
export function encodeText(text: string, name: string): Uint8Array | { readonly trouble: string } {
  const key = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const encode = encoders[aliases[key] ?? key];
  if (!encode) return { trouble: `There is no encoding "${name}". Use one of: ${Object.keys(encoders).join(', ')}.` };
  try {
    return encode(text);
  } catch (error) {
    if (error instanceof RangeError) return { trouble: error.message };
    throw error;
  }
}

function windowsByte(code: number, character: string): number {
  const index = windows.indexOf(character);
  if (index >= 0) return 0x80 + index;
  return code < 0x80 || (code >= 0xa0 && code < 0x100) ? code : -1;
}

function oneByte(text: string, label: string, byteOf: (code: number, character: string) => number): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const byte = byteOf(character.codePointAt(0) as number, character);
    if (byte < 0) throw new RangeError(`The character "${character}" cannot be written in ${label}; use utf-8.`);
    return byte;
  });
}
