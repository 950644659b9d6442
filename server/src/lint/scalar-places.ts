/** Places within the scalars of a rule's metadata, and edits there. */
import type { Span } from '../base/span.ts';
import type { AnySigmaRule } from '../sigma/rule/sigma-rule.ts';
import type { YamlNode, YamlPair, YamlScalar } from '../yaml/nodes.ts';
import { scalarOffsetAt } from '../yaml/source-offset.ts';
import type { TextEdit } from './define-rule.ts';

/** A key of the rule with its value. */
export function pairOf(rule: AnySigmaRule, key: string): YamlPair | undefined {
  return rule.node.entries.find((pair) => pair.key.kind === 'scalar' && pair.key.value === key);
}

/** The key of the rule, where it stands. */
export function keyOf(rule: AnySigmaRule, key: string): Span | undefined {
  return pairOf(rule, key)?.key.span;
}

/** Whether a key is absent or has no value; a broken value is an error of its own. */
export function isMissing(rule: AnySigmaRule, key: string): boolean {
  const node = pairOf(rule, key)?.value;
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/** Whether the value of a key is a timestamp with a time of day. */
export function isDateTime(rule: AnySigmaRule, key: 'date' | 'modified'): boolean {
  const node = pairOf(rule, key)?.value;
  const value = node?.kind === 'scalar' ? node.value : null;
  return value !== null && typeof value === 'object' && value.kind === 'datetime';
}

/** The place of a part of a key's text, or of one entry of its list; `at` is the place of the whole value. */
export function partSpan(
  text: string,
  rule: AnySigmaRule,
  key: string,
  at: Span,
  [start, end]: readonly [number, number],
): Span {
  const scalar = scalarAt(pairOf(rule, key)?.value, at);
  if (!scalar) return at;
  return { start: scalarOffsetAt(text, scalar, start), end: scalarOffsetAt(text, scalar, end) };
}

function scalarAt(node: YamlNode | undefined, { start, end }: Span): YamlScalar | undefined {
  if (node?.kind === 'scalar') return node.span.start === start && node.span.end === end ? node : undefined;
  return node?.kind === 'seq' ? node.items.map((item) => scalarAt(item, { start, end })).find(Boolean) : undefined;
}

export interface Word {
  readonly word: string;
  /** UTF-16 indexes in the text. */
  readonly range: readonly [number, number];
}

/** The pieces between blanks, empty ones included. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let start = 0;
  for (const word of text.split(' ')) {
    words.push({ word, range: [start, start + word.length] });
    start += word.length + 1;
  }
  return words;
}

/** Takes out whole lines; `undefined` where something else stands on them too. */
export function removeLines(text: string, span: Span): TextEdit | undefined {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline + 1;
  if (!/^[ \t]*(?:- *)?$/.test(text.slice(start, span.start))) return undefined;
  if (!/^[ \t]*\r?\n?$/.test(text.slice(span.end, end))) return undefined;
  return { span: { start, end }, newText: '' };
}

/** Adds an entry to a block list below the entry at a place; `undefined` where that entry has no line of its own. */
export function addLineAfter(text: string, span: Span, entry: string): TextEdit | undefined {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const lead = text.slice(start, span.start);
  if (!/^[ \t]*- +['"]?$/.test(lead)) return undefined;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline;
  const at = text[end - 1] === '\r' ? end - 1 : end;
  const lineEnd = text.slice(at, end + 1) || '\n';
  return { span: { start: at, end: at }, newText: `${lineEnd}${lead.replace(/['"]$/, '')}${entry}` };
}
