/** Block collections. pyyaml: parser.py#parse_block_sequence_entry, #parse_block_mapping_key, #parse_indentless_sequence_entry */
import { composeNode } from './compose-node.ts';
import {
  addPair,
  closeCollection,
  emptyScalar,
  impliedScalar,
  openMap,
  openSeq,
  type Properties,
} from './compose-parts.ts';
import { recoverInMapping, recoverInSequence } from './compose-repair.ts';
import type { Composer, OpenMap } from './composer.ts';
import type { YamlNode } from './nodes.ts';
import { Token } from './tokens.ts';

export function composeIndentless(composer: Composer, properties: Properties): YamlNode {
  const { scanner } = composer;
  const seq = openSeq(composer, properties, { flow: false });
  while (scanner.peek() === Token.blockEntry) {
    scanner.take();
    const type = scanner.peek();
    const empty = type === Token.blockEntry || type === Token.key || type === Token.value || type === Token.blockEnd;
    seq.items.push(empty ? emptyScalar(scanner.lastEnd) : composeNode(composer, 'block'));
  }
  return closeCollection(composer, seq);
}

export function composeBlockSequence(composer: Composer, properties: Properties): YamlNode {
  const { scanner } = composer;
  const opened = scanner.start;
  const seq = openSeq(composer, properties, { flow: false });
  if (scanner.peek() === Token.blockSequenceStart) scanner.take();
  for (;;) {
    let type = scanner.peek();
    if (type === Token.blockEntry) {
      scanner.take();
      type = scanner.peek();
      const empty = type === Token.blockEntry || type === Token.blockEnd;
      seq.items.push(empty ? emptyScalar(scanner.lastEnd) : composeNode(composer, 'block'));
    } else if (type === Token.blockEnd || !recoverInSequence(composer, seq, opened, type)) break;
  }
  closeCollection(composer, seq);
  if (scanner.peek() === Token.blockEnd) scanner.take();
  return seq;
}

export function composeBlockMapping(composer: Composer, properties: Properties): YamlNode {
  const { scanner } = composer;
  const opened = scanner.start;
  const map = openMap(composer, properties, { flow: false });
  if (scanner.peek() === Token.blockMappingStart) scanner.take();
  for (;;) {
    const type = scanner.peek();
    if (type === Token.key) composePair(composer, map);
    else if (type === Token.blockEnd || !recoverInMapping(composer, map, opened, type)) break;
  }
  closeCollection(composer, map);
  if (scanner.peek() === Token.blockEnd) scanner.take();
  return map;
}

function endsPart(type: number): boolean {
  return type === Token.key || type === Token.value || type === Token.blockEnd;
}

/** From a KEY token to the value's end. */
export function composePair(composer: Composer, map: OpenMap): void {
  const { scanner } = composer;
  const { start } = scanner;
  scanner.take();
  const key = endsPart(scanner.peek()) ? emptyScalar(scanner.lastEnd) : composeNode(composer, 'block-or-indentless');
  let value: YamlNode;
  if (scanner.peek() === Token.value) {
    scanner.take();
    const empty = endsPart(scanner.peek());
    value = empty ? emptyScalar(scanner.lastEnd) : composeNode(composer, 'block-or-indentless');
  } else value = impliedScalar(composer);
  addPair(composer, map, start, key, value);
}
