import { covers, type Span, touches } from '../../base/span.ts';
import { parseCondition } from '../../sigma/condition/parse-condition.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { ConditionNode, SigmaCollection } from '../../sigma/rule/sigma-rule.ts';
import { scalarContent } from '../../workspace/rule-mentions.ts';
import type { YamlNode, YamlScalar } from '../../yaml/nodes.ts';
import { contentEnd, pairEnd } from './node-ends.ts';

/** A text with its nodes, and with its rules where it has some. */
type SelectableText = Pick<SigmaParse, 'text' | 'yaml'> & { readonly collection?: Pick<SigmaCollection, 'rules'> };

/** What a growing selection covers, from the word at an offset to the whole text; each covers the one before. */
export function selectionRanges(parse: SelectableText, offset: number): Span[] {
  const { text, yaml } = parse;
  const spans: Span[] = [{ start: 0, end: text.length }];
  const document = yaml.documents.find(({ span }) => touches(span, offset));
  if (document) spans.push(trimmed(text, document.span));
  if (document?.root) descend(parse, document.root, offset, spans);
  return nested(spans);
}

/** From the outermost to the innermost: without those that are equal or stick out. */
function nested(spans: readonly Span[]): Span[] {
  const chain: Span[] = [];
  for (const span of spans) {
    const outer = chain.at(-1);
    if (outer && (!covers(outer, span) || (outer.start === span.start && outer.end === span.end))) continue;
    if (span.end > span.start || !outer) chain.push(span);
  }
  return chain.reverse();
}

function descend(parse: SelectableText, node: YamlNode, offset: number, spans: Span[]): void {
  if (!touches(node.span, offset)) return;
  const { start, end } = node.span;
  spans.push({ start, end: contentEnd(node, start, end) });
  if (node.kind === 'scalar') {
    inScalar(parse, node, offset, spans);
  } else if (node.kind === 'seq') {
    const item = node.items.find(({ span }) => touches(span, offset));
    if (item) descend(parse, item, offset, spans);
  } else {
    const pair = node.pairs.find((each) => touches({ start: each.span.start, end: pairEnd(each) }, offset));
    if (!pair) return;
    spans.push({ start: pair.span.start, end: pairEnd(pair) });
    if (touches(pair.key.span, offset)) descend(parse, pair.key, offset, spans);
    else descend(parse, pair.value, offset, spans);
  }
}

function inScalar(parse: SelectableText, scalar: YamlScalar, offset: number, spans: Span[]): void {
  const { text } = parse;
  const content = scalarContent(text, scalar);
  spans.push(content, ...conditionSpans(parse, scalar, offset));
  const line = around(text, content, offset, /[^\r\n]/);
  spans.push(
    trimmed(text, line),
    around(text, content, offset, /[^\s|,;'"]/),
    around(text, content, offset, /[\p{L}\p{N}_]/u),
  );
}

/** The expressions of a condition around an offset. */
function conditionSpans({ collection }: SelectableText, scalar: YamlScalar, offset: number): Span[] {
  for (const rule of collection?.rules ?? []) {
    const conditions = rule.kind === 'correlation' ? [] : (rule.detection?.conditions ?? []);
    const condition = conditions.find(({ span }) => span.start === scalar.span.start);
    const tree = condition && parseCondition(condition).tree;
    if (tree) return expressionSpans(tree, offset);
    const extended = rule.kind === 'correlation' ? rule.extendedCondition : undefined;
    if (extended?.text.span.start === scalar.span.start) return expressionSpans(extended.tree, offset);
  }
  return [];
}

function expressionSpans(tree: ConditionNode, offset: number): Span[] {
  const spans: Span[] = [];
  for (let node: ConditionNode | undefined = tree; node !== undefined; ) {
    spans.push(node.span);
    if (node.kind === 'selector' && touches(node.patternSpan, offset)) spans.push(node.patternSpan);
    const args: readonly ConditionNode[] = node.kind === 'identifier' || node.kind === 'selector' ? [] : node.args;
    node = args.find(({ span }) => touches(span, offset));
  }
  return spans;
}

/** The characters of a kind around an offset, within a span. */
function around(text: string, within: Span, offset: number, character: RegExp): Span {
  let start = offset;
  let end = offset;
  while (start > within.start && character.test(text[start - 1] as string)) start--;
  while (end < within.end && character.test(text[end] as string)) end++;
  return { start, end };
}

function trimmed(text: string, { start, end }: Span): Span {
  const slice = text.slice(start, end);
  const lead = slice.length - slice.trimStart().length;
  return lead === slice.length ? { start, end } : { start: start + lead, end: start + slice.trimEnd().length };
}
