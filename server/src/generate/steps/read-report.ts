/** A report cut into sentences that know their part in it: what intruders did, or advice to those who defend. */
import type { Span } from '../../base/span.ts';
import { type NormalisedText, normaliseText, splitSentences } from './normalise-text.ts';

/** `advice`: recommendations, references, words about the publisher. What stands there is no behaviour of an intruder. */
export type SentenceRole = 'account' | 'advice';

export interface Sentence extends Span {
  readonly text: string;
  readonly role: SentenceRole;
  /** The nearest heading above, without its marks. */
  readonly heading: string;
  /** In a fenced block, or a line that looks like source, log or table. */
  readonly code: boolean;
}

export interface Report extends NormalisedText {
  readonly sentences: readonly Sentence[];
  /** The sentence that holds an offset of `text`. */
  sentenceAt(offset: number): Sentence | undefined;
}

const adviceHeading =
  /^(?:\d+[.)]\s*)?(?:(?:our |key |general |security |additional |suggested )?(?:recommend\w*|mitigations?|remediations?|preventions?|countermeasures?|hardening|best practices?|defen[cs]e recommendations)\b|(?:mitigating|preventing|protecting|hardening|securing|remediating)\b|how (?:to|you can|can you|organi[sz]ations can) (?:protect|prevent|mitigate|defend|secure|stay|respond|remediate)|(?:protections?|product coverage|coverage|references?|further reading|related (?:articles|posts|reading|content)|acknowledge?ments?|about (?:us|the authors?|[A-Z]\w+))\s*:?$|what (?:you|should|can) .{0,30}\bdo\b|stay(?:ing)? (?:safe|protected))/i;

const adviceSentence =
  /\b(?:organi[sz]ations?|customers?|companies|defenders?|administrators?|admins?|users?|you|teams?|we) (?:\w+ ){0,2}(?:should|must|can also|are advised|are encouraged|recommend|suggest|advise|encourage)\b|\b(?:it is|we) (?:strongly )?(?:recommend|advis|suggest)\w*\b|^\s*(?:[-*•]\s*)?(?:consider|ensure|make sure|implement|enforce|rotate|review|restrict|avoid|enable (?:mfa|multi)|use (?:mfa|multi|strong|temporary|least)|apply (?:the )?(?:patch|least|principle)|deactivate|revoke|reset)\b/i;

export function readReport(original: string): Report {
  const normalised = normaliseText(original);
  const sentences = [...cutSentences(normalised.text)];
  return {
    ...normalised,
    sentences,
    sentenceAt(offset) {
      let low = 0;
      let high = sentences.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((sentences[middle] as Sentence).start <= offset) low = middle;
        else high = middle - 1;
      }
      const found = sentences[low];
      return found && found.start <= offset && offset < found.end ? found : undefined;
    },
  };
}

interface HeadingState {
  heading: string;
  level: number;
  advice: boolean;
  adviceLevel: number;
  fenced: boolean;
}

function* cutSentences(text: string): Generator<Sentence> {
  const state: HeadingState = { heading: '', level: 0, advice: false, adviceLevel: 0, fenced: false };
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0];
    if (/^\s*(?:```|~~~)/.test(line)) state.fenced = !state.fenced;
    else if (!state.fenced) enterHeading(state, line);
    const code = state.fenced || looksLikeCode(line);
    const spans = code ? [{ start: 0, end: line.length }] : splitSentences(line);
    for (const { start, end } of spans) {
      const sentence = line.slice(start, end);
      const role = state.advice || (!code && adviceSentence.test(sentence)) ? 'advice' : 'account';
      yield { start: match.index + start, end: match.index + end, text: sentence, role, heading: state.heading, code };
    }
  }
}

function enterHeading(state: HeadingState, line: string): void {
  const marks = /^\s{0,3}(#{1,6})\s+/.exec(line);
  const bare = line.length > 400 ? '' : line.replace(/^[\s#*_]+|[\s#*_:]+$/g, '');
  const plainHeading =
    !marks && bare.length > 0 && bare.length <= 70 && /^[A-Z0-9]/.test(bare) && !/[.,;|`{}=\\/]/.test(bare);
  if (!marks && !(plainHeading && !/^\s*[-*•|+]/.test(line))) return;
  const level = marks ? (marks[1] as string).length : 7;
  const advice = adviceHeading.test(bare);
  if (advice) {
    state.advice = true;
    state.adviceLevel = level;
  } else if (level <= state.adviceLevel) state.advice = false;
  state.heading = bare;
  state.level = level;
}

function looksLikeCode(line: string): boolean {
  return (
    /^\s*(?:[$#>]\s|PS [A-Z]:\\|[A-Z]:\\[^ ]*>|(?:sudo|curl|wget|aws|reg|net|sc|schtasks|powershell|cmd)(?:\.exe)?\s+[-/\w])/.test(
      line,
    ) || /^\s*["{}[\]|+]/.test(line)
  );
}
