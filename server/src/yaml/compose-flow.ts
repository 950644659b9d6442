/** Flow collections. pyyaml: parser.py#parse_flow_sequence_entry, #parse_flow_mapping_key */

import { endOfContent } from './characters.ts';
import { composeNode } from './compose-node.ts';
import {
  addPair,
  closeCollection,
  emptyScalar,
  foundText,
  impliedScalar,
  openMap,
  openSeq,
  type Properties,
} from './compose-parts.ts';
import type { Composer, OpenMap } from './composer.ts';
import type { YamlNode } from './nodes.ts';
import { Tag } from './resolve.ts';
import { pythonTokenId, Token } from './tokens.ts';

export function composeFlowSequence(composer: Composer, properties: Properties): YamlNode {
  const { scanner } = composer;
  const outermost = enterFlow(composer);
  const opened = scanner.start;
  const seq = openSeq(composer, properties, { flow: true });
  scanner.take();
  let first = true;
  let type = scanner.peek();
  while (type !== Token.flowSequenceEnd) {
    if (!first) {
      if (type !== Token.flowEntry) {
        failFlow(composer, 'sequence', opened, type);
        break;
      }
      scanner.take();
      type = scanner.peek();
    }
    first = false;
    if (type === Token.key) seq.items.push(composeFlowPair(composer));
    else if (type !== Token.flowSequenceEnd) seq.items.push(composeNode(composer, 'flow'));
    if (composer.flowEnd >= 0) break;
    type = scanner.peek();
  }
  if (composer.flowEnd >= 0) {
    seq.items = seq.items.filter((item) => isKept(composer, item)).map((item) => cutOff(composer, item));
  } else scanner.take();
  closeCollection(composer, seq);
  if (outermost) leaveFlow(composer);
  return seq;
}

export function composeFlowMapping(composer: Composer, properties: Properties): YamlNode {
  const { scanner } = composer;
  const outermost = enterFlow(composer);
  const opened = scanner.start;
  const map = openMap(composer, properties, { flow: true });
  scanner.take();
  let first = true;
  let type = scanner.peek();
  while (type !== Token.flowMappingEnd) {
    if (!first) {
      if (type !== Token.flowEntry) {
        failFlow(composer, 'mapping', opened, type);
        break;
      }
      scanner.take();
      type = scanner.peek();
    }
    first = false;
    if (type === Token.key) composeKeyAndValue(composer, map, Token.flowMappingEnd);
    else if (type !== Token.flowMappingEnd) {
      const { start } = scanner;
      const key = composeNode(composer, 'flow');
      addPair(composer, map, start, key, impliedScalar(composer));
    }
    if (composer.flowEnd >= 0) break;
    type = scanner.peek();
  }
  if (composer.flowEnd >= 0) cutOffPairs(composer, map);
  else scanner.take();
  closeCollection(composer, map);
  if (outermost) leaveFlow(composer);
  return map;
}

/** `[a: b]` – a mapping with one pair. */
function composeFlowPair(composer: Composer): YamlNode {
  const map = openMap(composer, { start: composer.scanner.start, anchor: null, tag: null }, { flow: true });
  composeKeyAndValue(composer, map, Token.flowSequenceEnd);
  if (composer.flowEnd >= 0) cutOffPairs(composer, map);
  return closeCollection(composer, map);
}

function composeKeyAndValue(composer: Composer, map: OpenMap, end: number): void {
  const { scanner } = composer;
  const { start } = scanner;
  scanner.take();
  let type = scanner.peek();
  const noKey = type === Token.value || type === Token.flowEntry || type === end;
  const key = noKey ? emptyScalar(scanner.lastEnd) : composeNode(composer, 'flow');
  let value: YamlNode;
  if (composer.flowEnd < 0 && scanner.peek() === Token.value) {
    scanner.take();
    type = scanner.peek();
    const empty = type === Token.flowEntry || type === end;
    value = empty ? emptyScalar(scanner.lastEnd) : composeNode(composer, 'flow');
  } else value = impliedScalar(composer);
  addPair(composer, map, start, key, value);
}

function enterFlow(composer: Composer): boolean {
  if (composer.flowStart >= 0) return false;
  composer.flowStart = composer.scanner.start;
  return true;
}

function leaveFlow(composer: Composer): void {
  composer.flowStart = -1;
  composer.flowEnd = -1;
}

// ---- Repair ---------------------------------------------------------------------------------------------------------

function failFlow(composer: Composer, what: 'sequence' | 'mapping', opened: number, type: number): void {
  const { scanner } = composer;
  const { start } = scanner;
  const { tokenSpan } = scanner;
  const close = what === 'sequence' ? ']' : '}';
  const open = what === 'sequence' ? '[' : '{';
  composer.abortFlow();
  // What lies outside by its indentation was only met because the bracket is not closed.
  const isUnclosed = composer.flowEnd <= start;
  composer.diagnostics.fail({
    errorClass: 'ParserError',
    context: `while parsing a flow ${what}`,
    contextAt: opened,
    problem: `expected ',' or '${close}', but got ${pythonTokenId(type)}`,
    problemAt: start,
    span: isUnclosed ? { start: opened, end: endOfContent(scanner.text, opened) } : tokenSpan,
    message: isUnclosed
      ? `The “${open}” that starts here is never closed. Add “${close}”, or put the value in quotes if the bracket belongs to it.`
      : `After a value between “${open}” and “${close}” a comma or “${close}” must follow, but ${foundText(type)} was found. ` +
        'Add the comma, close the bracket, or put the value in quotes.',
    structural: true,
  });
}

/** Whether a node stands before what is read again; an empty one at the end is only a consequence of the error. */
function isKept(composer: Composer, node: YamlNode): boolean {
  return node.span.start < composer.flowEnd && node.span.end > node.span.start;
}

/** A scalar that ran on into lines that are read again ends before them. */
function cutOff(composer: Composer, node: YamlNode): YamlNode {
  if (node.kind !== 'scalar' || node.span.end <= composer.flowEnd) return node;
  const { start } = node.span;
  const text = composer.scanner.text.slice(start, composer.flowEnd).trimEnd();
  return {
    kind: 'scalar',
    span: { start, end: start + text.length },
    style: node.style,
    text,
    value: text,
    tag: Tag.str,
  };
}

function cutOffPairs(composer: Composer, map: OpenMap): void {
  const pairs = map.pairs.filter(({ key }) => isKept(composer, key));
  map.pairs.length = 0;
  for (const { key, value, span } of pairs) {
    const kept = isKept(composer, value) ? cutOff(composer, value) : emptyScalar(Math.min(span.end, composer.flowEnd));
    const end = Math.min(span.end, composer.flowEnd);
    map.pairs.push({
      key: cutOff(composer, key),
      value: kept,
      span: { start: span.start, end: Math.max(span.start, end) },
    });
  }
}
