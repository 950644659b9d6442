/** Python's `strip`: whitespace, or the characters given, from both ends or one. */
export function pythonStrip(text: string, characters?: string, side: 'both' | 'start' | 'end' = 'both'): string {
  const strips = (character: string | undefined) =>
    character !== undefined && (characters === undefined ? /\s/.test(character) : characters.includes(character));
  let start = 0;
  let end = text.length;
  if (side !== 'end') while (start < end && strips(text[start])) start++;
  if (side !== 'start') while (end > start && strips(text[end - 1])) end--;
  return text.slice(start, end);
}
