import { blake2s } from '@noble/hashes/blake2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** BLAKE2s-256 of a text in UTF-8, in hexadecimal digits. */
export function blake2sHex(text: string): string {
  return bytesToHex(blake2s(utf8ToBytes(text)));
}
