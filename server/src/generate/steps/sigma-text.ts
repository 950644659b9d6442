/** Between the text that an event holds and the text that a Sigma rule writes for it. */

/** A value as a rule must write it so that it is compared letter by letter. */
export function escapeSigma(plain: string): string {
  return plain.replace(/(\\*)([*?]|$|[^\\])/g, (_, slashes: string, next: string) => {
    const wildcard = next === '*' || next === '?';
    const doubled = wildcard || slashes.length > 1 ? slashes + slashes : slashes;
    return doubled + (wildcard ? `\\${next}` : next);
  });
}

/** What a written value stands for, if it holds no wildcard. */
export function unescapeSigma(written: string): string {
  return written.replace(/\\([\\*?])/g, '$1');
}
