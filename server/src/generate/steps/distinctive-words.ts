/** Of the words of a command line those that tell it from others: options and keywords, no addresses, names of victims, or numbers. */

export interface Word {
  readonly text: string;
  /** Place in the normalised text. */
  readonly start: number;
  readonly end: number;
}

const limit = 4;

/** `undefined` when the words are too few or too short to mean anything. */
export function distinctiveWords(text: string, offset: number): Word[] | undefined {
  const line =
    text.split(
      /\s(?:and|then|which|that|to|in|on|for|from|with|is|was|were|as|by|the|will|on the)\s|[`|;&<>]|\.\s|,\s/,
    )[0] ?? '';
  const words: Word[] = [];
  const seen = new Set<string>();
  for (const match of line.matchAll(/[^\s"'`,;()]+/g)) {
    const word = match[0].replace(/[.:]+$/, '');
    if (!isDistinctive(word) || seen.has(word.toLowerCase())) continue;
    seen.add(word.toLowerCase());
    words.push({ text: word, start: offset + match.index, end: offset + match.index + word.length });
    if (words.length === limit) break;
  }
  const letters = words.reduce((sum, { text: word }) => sum + word.replace(/[^A-Za-z]/g, '').length, 0);
  const options = words.filter(({ text: word }) => /^[-/+]/.test(word)).length;
  return letters >= 6 && words.length >= 2 && options >= 1 ? words : undefined;
}

/** Names of fields in logs that a report quotes. */
const logWords =
  /^(?:CommandLine|ParentCommandLine|Image|ParentImage|TargetFilename|TargetObject|User|Details|Process|ProcessId|Command|Figure|the|and|command)$/i;

function isDistinctive(word: string): boolean {
  if (word.length < 2 || word.length > 60 || logWords.test(word)) return false;
  if (/[*?%$<>[\]{}|=\\@]/.test(word) || /https?:|hxxp|:\/\//i.test(word)) return false;
  if (/\d+\.\d+\.\d+/.test(word) || /^[a-f0-9]{16,}$/i.test(word) || /^\d+$/.test(word)) return false;
  if (/^[\w-]+(?:\.[\w-]+)+$/.test(word) && !/\.(?:dll|exe|cpl)$/i.test(word)) return false;
  return /^[-/+]{1,2}[A-Za-z][\w:-]*$|^[A-Za-z][\w-]{2,}(?:::\w+)?$|^[\w-]+\.(?:dll|exe|cpl)$/i.test(word);
}
