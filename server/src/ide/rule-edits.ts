/** Edits of a rule's keys that leave everything else as it is: in place where the key exists, else at its place in SigmaHQ's order. */
import { lineEndOf } from '../base/line-ends.ts';
import type { TextEdit } from '../lint/define-rule.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import type { YamlMap, YamlPair } from '../yaml/nodes.ts';
import { contentSpan } from '../yaml/source-offset.ts';
import { documentKeys } from './format/key-order.ts';

/** The rule that an offset is in, or the next one before; `undefined` where no document can be edited. */
export function ruleAt({ yaml, collection }: SigmaParse, offset: number): YamlMap | undefined {
  const skipped = new Set(collection.skippedDocuments);
  const maps = yaml.documents.flatMap(({ root, span }, index) =>
    root?.kind === 'map' && !root.flow && root.pairs.length > 0 && !skipped.has(index) ? [{ root, span }] : [],
  );
  return (maps.findLast(({ span }) => span.start <= offset) ?? maps[0])?.root;
}

/** Gives a key a plain value of one line: an id or a date. */
export function setKey({ text }: SigmaParse, root: YamlMap, key: string, value: string): TextEdit {
  const pair = pairOf(root, key);
  if (!pair) return insertKey(text, root, key, ` ${value}`);
  if (pair.value.kind !== 'scalar' || pair.value.span.start === pair.value.span.end) {
    const end = pair.value.kind === 'scalar' ? colonBehind(text, pair) : pair.span.end;
    return { span: { start: colonBehind(text, pair), end }, newText: ` ${value}` };
  }
  return { span: contentSpan(text, pair.value), newText: value };
}

/** Adds a tag to the end of the rule's tags; `undefined` when it has it already. */
export function addTag({ text }: SigmaParse, root: YamlMap, tag: string): TextEdit | undefined {
  const pair = pairOf(root, 'tags');
  if (!pair) return insertKey(text, root, 'tags', `${lineEndOf(text)}    - ${tag}`);
  const { value } = pair;
  if (value.kind !== 'seq')
    return { span: { start: colonBehind(text, pair), end: pair.span.end }, newText: `${lineEndOf(text)}    - ${tag}` };
  if (value.items.some((item) => item.kind === 'scalar' && item.text === tag)) return undefined;
  const last = value.items.at(-1);
  if (value.flow) {
    const at = last?.span.end ?? value.span.start + 1;
    return { span: { start: at, end: at }, newText: `${last ? ', ' : ''}${tag}` };
  }
  const at = endOfLine(text, value.span.end);
  const indent = ' '.repeat(value.span.start - (text.lastIndexOf('\n', value.span.start - 1) + 1));
  return { span: { start: at, end: at }, newText: `${lineEndOf(text)}${indent}- ${tag}` };
}

function pairOf({ pairs }: YamlMap, key: string): YamlPair | undefined {
  return pairs.find((pair) => pair.key.kind === 'scalar' && pair.key.text === key);
}

/** `rest` is what stands behind the colon. */
function insertKey(text: string, { pairs }: YamlMap, key: string, rest: string): TextEdit {
  const rank = documentKeys.indexOf(key);
  const before = pairs.findLast(({ key: other }) => {
    const otherRank = other.kind === 'scalar' ? documentKeys.indexOf(other.text) : -1;
    return otherRank >= 0 && otherRank < rank;
  });
  const first = pairs[0] as YamlPair;
  const column = first.span.start - (text.lastIndexOf('\n', first.span.start - 1) + 1);
  const indent = ' '.repeat(column);
  if (!before)
    return {
      span: { start: first.span.start, end: first.span.start },
      newText: `${key}:${rest}${lineEndOf(text)}${indent}`,
    };
  const at = endOfLine(text, before.span.end);
  return { span: { start: at, end: at }, newText: `${lineEndOf(text)}${indent}${key}:${rest}` };
}

function colonBehind(text: string, { key }: YamlPair): number {
  return text.indexOf(':', key.span.end) + 1;
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' && newline > offset ? newline - 1 : newline;
}
