/** Of the words of a command line those that tell it from others: options and keywords, no addresses, names of victims, or numbers. */

export interface Word {
  readonly text: string;
  /** Place in the normalised text. */
  readonly start: number;
  readonly end: number;
}

const limit = 4;

/**
 * `undefined` when the words are too few or too short to mean anything. In prose only options count, and the word that follows the
 * program at once.
 */
export function distinctiveWords(text: string, offset: number, code: boolean): Word[] | undefined {
  const line = text.split(sentenceWords)[0] ?? '';
  const words: Word[] = [];
  const seen = new Set<string>();
  for (const [position, match] of [...line.matchAll(/[^\s"'`,;()]+/g)].entries()) {
    const word = match[0].replace(/[.:]+$/, '');
    const option = /^[-/+]/.test(word);
    if (!code && !option && position > 0) {
      if (/^[a-z]+$/.test(word) && words.length > 0) break;
      continue;
    }
    if (!isDistinctive(word) || seen.has(word.toLowerCase())) continue;
    seen.add(word.toLowerCase());
    words.push({ text: word, start: offset + match.index, end: offset + match.index + word.length });
    if (words.length === limit) break;
  }
  const telling = words.some(({ text: word }) => word.replace(/[^A-Za-z]/g, '').length >= 5);
  const options = words.filter(({ text: word }) => /^[-/+]/.test(word)).length;
  return telling && words.length >= 2 && options >= 1 ? words : undefined;
}

const sentenceWords =
  /\s(?:and|then|which|that|to|in|on|for|from|with|is|was|were|as|by|the|will|also|of)\s|[`|;&<>]|\.\s|,\s/;

/** Two sentences that lost the space between them: `recoveryenabledThis`. */
const glued = /[a-z0-9](?:This|The|Then|Lastly|Finally|Figure|It|And|After|Next|When|While|During|Once|Upon|Table)$/;

/** Names of fields in logs that a report quotes. */
const logWords =
  /^(?:CommandLine|ParentCommandLine|Image|ParentImage|TargetFilename|TargetObject|User|Details|Process|ProcessId|Command|Figure|the|and|command|this|it|in)$/i;

function isDistinctive(word: string): boolean {
  if (word.length < 2 || word.length > 60 || logWords.test(word) || glued.test(word)) return false;
  if (/[*?%$<>[\]{}|=\\@]/.test(word) || /https?:|hxxp|:\/\//i.test(word)) return false;
  if (/\d+\.\d+\.\d+/.test(word) || /^[a-f0-9]{16,}$/i.test(word) || /^\d+$/.test(word)) return false;
  if (/^[\w-]+(?:\.[\w-]+)+$/.test(word) && !/\.(?:dll|exe|cpl)$/i.test(word)) return false;
  return /^[-/+]{1,2}[A-Za-z][\w:-]*$|^[A-Za-z][\w-]{2,}(?:::\w+)?$|^[\w-]+\.(?:dll|exe|cpl)$/i.test(word);
}
