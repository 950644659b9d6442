/**
 * The text as the other steps read it: without characters that hide or reorder, without markup, comments and hidden elements, and
 * without sentences that speak to a machine instead of about an intrusion. Every place keeps its way back to the given text.
 */
import type { Span } from '../../base/span.ts';

export interface NormalisedText {
  readonly original: string;
  readonly text: string;
  /** From a range of `text` to the same place in `original`. */
  originalSpan(start: number, end: number): Span;
  /** Sentences that were left out because they instruct a machine. */
  readonly instructions: number;
}

/** Zero-width and bidirectional characters, soft hyphens, variation selectors, tags, and control characters but tab and line ends. */
const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\u034f|[\ufe00-\ufe0f]|\udb40[\udc00-\udfff]/g;

const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[\u2018\u2019\u201a\u201b\u2032]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
];

const hiddenElement =
  /<(\w+)\b[^<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|\shidden\b|aria-hidden\s*=\s*["']?true)[^<>]*>[\s\S]*?<\/\1\s*>/gi;
const comment = /<!--[\s\S]*?(?:-->|$)/g;
const silentElement = /<(script|style|template|noscript|head)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
const tag =
  /<\/?(?:a|abbr|article|aside|b|blockquote|body|br|button|code|div|em|figure|footer|form|h[1-6]|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|ol|p|pre|section|small|span|strong|sub|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|u|ul)\b[^<>]*>/gi;

/** Sentences that try to steer whoever processes the text. */
const instruction = [
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier|preceding|all|your|these|system)\b[^.\n]{0,30}\b(?:instructions?|rules?|prompts?|directions?|guidelines?|context)\b/i,
  /\b(?:do not|don't|never|must not|stop)\b[^.\n]{0,20}\b(?:detect|generate|create|write|emit|output|produce|flag|include)(?:ing)?\b[^.\n]{0,40}\b(?:rules?|detections?|alerts?|techniques?|sigma|this host|findings?)\b/i,
  /\b(?:exclude|whitelist|allowlist|allow-list|suppress|filter out)\b[^.\n]{0,60}\b(?:from|in|for|by)\b[^.\n]{0,30}\b(?:rules?|detections?|sigma|alerts?|output|results?)\b/i,
  /\b(?:exclude|whitelist|allowlist)\s+(?:the |this |that |my )?(?:host|hostname|user|account|ip|address|domain|machine)\b/i,
  /\b(?:mark|treat|classify|label|report|rate)\b[^.\n]{0,40}\bas (?:benign|safe|harmless|informational|low|not malicious|false positives?)\b/i,
  /\b(?:you are|act as|pretend to be|as) (?:now )?an? (?:ai|helpful|language model|llm|assistant|unrestricted)\b/i,
  /\b(?:system prompt|new instructions?|assistant\s*:|end of (?:report|prompt|context)|developer mode|jailbreak)\b/i,
  /\b(?:respond|reply|answer|output|return)\b[^.\n]{0,20}\b(?:only|exactly|nothing but|with the following)\b/i,
  /\b(?:set|change|use|add) the (?:level|severity|status|title|author|references?|tags?|id|filters?|conditions?) (?:of|to|for|in)\b/i,
  /"(?:detectionGaps|pipelineNotices|techniqueId|techniqueIds|techniqueName|conversions|rulesGenerated|includeIocRules)"\s*:/,
];

export function normaliseText(original: string): NormalisedText {
  const { text: visible, offsets } = dropInvisible(original);
  let text = lookalikes.reduce((result, [pattern, plain]) => result.replace(pattern, plain), visible);
  for (const pattern of [comment, silentElement, hiddenElement, tag]) text = text.replace(pattern, blank);
  text = joinWrappedLines(text);
  const instructions = findInstructions(text);
  for (const { start, end } of instructions)
    text = text.slice(0, start) + blank(text.slice(start, end)) + text.slice(end);
  return {
    original,
    text,
    instructions: instructions.length,
    originalSpan: (start, end) => ({
      start: offsets ? (offsets[start] as number) : start,
      end: offsets ? (end > start ? (offsets[end - 1] as number) + 1 : (offsets[end] as number)) : end,
    }),
  };
}

function dropInvisible(original: string): { text: string; offsets: Uint32Array | undefined } {
  if (original.search(invisible) < 0) return { text: original, offsets: undefined };
  const offsets = new Uint32Array(original.length + 1);
  let text = '';
  let at = 0;
  const keep = (from: number, to: number) => {
    for (let i = from; i < to; i++) offsets[text.length + i - from] = i;
    text += original.slice(from, to);
  };
  for (const match of original.matchAll(invisible)) {
    keep(at, match.index);
    at = match.index + match[0].length;
  }
  keep(at, original.length);
  offsets[text.length] = original.length;
  return { text, offsets };
}

/** Spaces of the same length; line ends stay. */
function blank(part: string): string {
  return part.replace(/[^\r\n]/g, ' ');
}

/** Lines of prose that were broken at a column are one line; lists, tables, code and headings stay as they are. */
function joinWrappedLines(text: string): string {
  const parts = text.split(/(\r\n|\r|\n)/);
  let fenced = false;
  for (let i = 0; i + 2 < parts.length; i += 2) {
    const line = parts[i] as string;
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    if (!fenced && isWrapped(line, parts[i + 2] as string)) parts[i + 1] = ' '.repeat((parts[i + 1] as string).length);
  }
  return parts.join('');
}

function isWrapped(line: string, next: string): boolean {
  return (
    line.length >= 60 &&
    line.length <= 200 &&
    /[\w,;)\]`'"*-]$/.test(line) &&
    !/^\s*[|+{}<#>$]/.test(line) &&
    /^(?:[a-z`'"(]|[A-Z][a-z]|\d+[^.)\d])/.test(next) &&
    !next.startsWith('```')
  );
}

function findInstructions(text: string): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    if (!instruction.some((pattern) => pattern.test(match[0]))) continue;
    for (const { start, end } of splitSentences(match[0])) {
      if (!instruction.some((pattern) => pattern.test(match[0].slice(start, end)))) continue;
      found.push({ start: match.index + start, end: match.index + end });
    }
  }
  return found;
}

/** Ranges of the sentences of one line. A full stop ends a sentence when a space and a capital, a quote or a bracket follow. */
export function splitSentences(line: string): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const match of line.matchAll(/[.!?]["')\]]?\s+(?=["'([`]?[A-Z])/g)) {
    const end = match.index + match[0].length;
    sentences.push({ start, end });
    start = end;
  }
  if (start < line.length) sentences.push({ start, end: line.length });
  return sentences;
}
