import { parsePythonInt } from './python-value.ts';

/**
 * Python's `str(UUID(text))`, or `undefined` where that raises ValueError: braces, `urn:uuid:` and dashes are taken away wherever they
 * stand, and the 32 characters left must be a number to `int(…, 16)`, which knows digits of any script, `0x`, a sign and underscores.
 */
export function parseUuid(text: string): string | undefined {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)) return text;
  const bare = text
    .replaceAll('urn:', '')
    .replaceAll('uuid:', '')
    .replace(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '');
  if ([...bare].length !== 32) return undefined;
  const number = parsePythonInt(bare, 16);
  if (number === undefined) return undefined;
  const hex = number.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
