/** An entry that is a text of one line: quoted, or plain without a key. */
const entry = /^(\s*- )(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|(?![-'"|>[{])(?!.*:(?:\s|$)).*\S)\s*(?:\s#.*)?$/;

/**
 * The line that goes on with a list, when its line above ends in an entry; an empty text when that is an empty entry, which ends the
 * list; `undefined` when there is nothing to go on with.
 */
export function nextListLine(above: string, below: string): string | undefined {
  if (below.trim() !== '') return undefined;
  if (/^\s*-\s*$/.test(above)) return '';
  return entry.exec(above)?.[1];
}
