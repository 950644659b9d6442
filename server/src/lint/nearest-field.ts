import { editDistance, nearest } from './nearest.ts';

/** The field that a person most likely meant: the same but for case or a letter or two, one that says the same in fewer words, or the nearest. */
export function nearestField(field: string, known: ReadonlySet<string>): string | undefined {
  const fields = [...known];
  const lower = field.toLowerCase();
  const same = fields.find((one) => one.toLowerCase() === lower);
  if (same !== undefined) return same;
  const near = nearest(field, fields);
  if (near !== undefined && editDistance(lower, near.toLowerCase()) <= (field.length < 10 ? 1 : 2)) return near;
  return shorter(wordsOf(field), fields) ?? near;
}

/** The longest field of which all words are among the given ones, the last one included. */
function shorter(words: readonly string[], fields: readonly string[]): string | undefined {
  let best: string | undefined;
  for (const field of fields) {
    const parts = wordsOf(field);
    if (parts.at(-1) !== words.at(-1) || !parts.every((part) => words.includes(part))) continue;
    if (best === undefined || field.length > best.length) best = field;
  }
  return best;
}

/** `ParentImage`, `parent_image` and `parent.image` have the same words. */
export function wordsOf(field: string): string[] {
  return field
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}
