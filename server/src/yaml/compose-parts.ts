/** Parts that nodes of all kinds are composed of. */
import type { Composer, OpenMap, OpenSeq } from './composer.ts';
import type { YamlNode, YamlScalar } from './nodes.ts';
import { Tag } from './resolve.ts';
import { pythonTokenId, Token } from './tokens.ts';

/** Tag and anchor of a node, and where it starts with them. */
export interface Properties {
  readonly start: number;
  readonly anchor: string | null;
  readonly tag: string | null;
}

/** Sets a node's anchor. */
export function nameNode(composer: Composer, anchor: string, start: number, node: YamlNode): void {
  composer.checkAnchor(anchor, start);
  composer.state.anchors.set(anchor, node);
}

/** A value that is not written: zero wide, null. */
export function emptyScalar(at: number): YamlScalar {
  return { kind: 'scalar', span: { start: at, end: at }, style: 'plain', text: '', value: null, tag: Tag.null };
}

/** The value of a key without `:`. */
export function impliedScalar(composer: Composer): YamlScalar {
  const { scanner, state } = composer;
  const scalar = emptyScalar(scanner.lastEnd);
  scanner.peek();
  state.impliedStarts.set(scalar, scanner.start);
  return scalar;
}

/** A new mapping, with its anchor set. */
export function openMap(composer: Composer, properties: Properties, options: { flow: boolean }): OpenMap {
  const { start, anchor, tag } = properties;
  const pairs: OpenMap['pairs'] = [];
  const plain = tag === null || tag === '!';
  const map: OpenMap = {
    kind: 'map',
    span: { start, end: start },
    tag: plain ? Tag.map : tag,
    flow: options.flow,
    pairs,
    entries: pairs,
  };
  if (!plain) composer.state.special = true;
  if (anchor !== null) nameNode(composer, anchor, start, map);
  composer.descend(start);
  return map;
}

/** A new sequence, with its anchor set. */
export function openSeq(composer: Composer, properties: Properties, options: { flow: boolean }): OpenSeq {
  const { start, anchor, tag } = properties;
  const plain = tag === null || tag === '!';
  const seq: OpenSeq = {
    kind: 'seq',
    span: { start, end: start },
    tag: plain ? Tag.seq : tag,
    flow: options.flow,
    items: [],
  };
  if (!plain) composer.state.special = true;
  if (anchor !== null) nameNode(composer, anchor, start, seq);
  composer.descend(start);
  return seq;
}

/** Ends a collection at the end of what was read last. */
export function closeCollection<T extends OpenMap | OpenSeq>(composer: Composer, collection: T): T {
  const { start } = collection.span;
  collection.span = { start, end: Math.max(start, composer.scanner.lastEnd) };
  composer.state.collections.push(collection);
  composer.ascend();
  return collection;
}

/** Adds a pair that starts at `start` and ends where the scanner is. */
export function addPair(composer: Composer, map: OpenMap, start: number, key: YamlNode, value: YamlNode): void {
  if (key.kind !== 'scalar') composer.state.special = true;
  map.pairs.push({ key, value, span: { start, end: Math.max(start, composer.scanner.lastEnd) } });
}

/** A token in words for people. */
export function foundText(type: number): string {
  if (type === Token.streamEnd) return 'the end of the file';
  if (type === Token.documentStart || type === Token.documentEnd) return 'the end of the document';
  if (type >= Token.plainScalar) return 'a value';
  if (type === Token.blockMappingStart) return 'the start of a mapping';
  if (type === Token.blockSequenceStart) return 'the start of a list';
  if (type === Token.blockEnd) return 'the end of this indentation';
  if (type === Token.key) return 'a key';
  return pythonTokenId(type).replace(/'/g, '').replace(/^/, '“').concat('”');
}
