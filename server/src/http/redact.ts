/** Takes secrets out of texts that people or logs will see. */

const headerNames = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key|x-splunk-authorization)$/i;

/** A copy of the headers in which values that authenticate are replaced. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, headerNames.test(name) ? '***' : value]),
  );
}

/**
 * `text` without the given secrets, in whatever usual spelling they come back from a server: as they are, percent-encoded, in JSON, or as Base64 parts.
 * Secrets shorter than four characters are ignored, they would eat ordinary text.
 */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    for (const spelling of spellings(secret)) result = result.split(spelling).join('***');
  }
  return result.replace(/\b(ApiKey|Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{8,}/g, '$1 ***');
}

function spellings(secret: string): string[] {
  const trimmed = secret.trim();
  if (trimmed.length < 4) return [];
  const json = JSON.stringify(trimmed).slice(1, -1);
  const percent = trimmed.replace(/[^A-Za-z0-9\-_.!~*'()]/g, (c) => encodedCharacter(c));
  return [...new Set([trimmed, json, percent])];
}

function encodedCharacter(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
