/** One node with its tag and anchor, and block collections. pyyaml: parser.py#parse_node, composer.py */
import { composeFlowMapping, composeFlowSequence } from './compose-flow.ts';
import type { Composer, OpenMap, OpenSeq } from './composer.ts';
import { ScalarFailure, scalarConstructor } from './construct-scalar.ts';
import type { ScalarStyle, ScalarValue, YamlNode, YamlScalar } from './nodes.ts';
import { pythonStringRepr } from './python-repr.ts';
import { resolvePlain, Tag } from './resolve.ts';
import { pythonTokenId, type TagName, Token } from './tokens.ts';

/** What may stand here: flow content, block content, or block content with a list that is not indented. */
export type Place = 'flow' | 'block' | 'block-or-indentless';

/** Tag and anchor of a node, and where it starts with them. */
export interface Properties {
  readonly start: number;
  readonly anchor: string | null;
  readonly tag: string | null;
}

const styles: readonly ScalarStyle[] = ['plain', 'single', 'double', 'literal', 'folded'];

export function composeNode(composer: Composer, place: Place): YamlNode {
  const { scanner } = composer;
  const type = scanner.peek();
  if (type >= Token.plainScalar)
    return composeScalar(composer, type, { start: scanner.start, anchor: null, tag: null });
  if (type === Token.alias) return composeAlias(composer);
  if (type === Token.anchor || type === Token.tag)
    return composeContent(composer, place, readProperties(composer, type));
  return composeContent(composer, place, { start: scanner.start, anchor: null, tag: null });
}

function composeAlias(composer: Composer): YamlNode {
  const { scanner } = composer;
  const { start, end } = scanner;
  const name = scanner.value as string;
  scanner.take();
  const node = composer.state.anchors.get(name);
  if (node !== undefined) {
    composer.state.hasAliases = true;
    return node;
  }
  composer.diagnostics.fail({
    errorClass: 'ComposerError',
    problem: `found undefined alias ${pythonStringRepr(name)}`,
    problemAt: start,
    span: { start, end },
    message:
      `“*${name}” refers to an anchor “&${name}” that is not defined above. ` +
      'Put the value in quotes if the asterisk is meant as a wildcard.',
  });
  const text = `*${name}`;
  return { kind: 'scalar', span: { start, end }, style: 'plain', text, value: text, tag: Tag.str };
}

function readProperties(composer: Composer, first: number): Properties {
  const { scanner } = composer;
  const { start } = scanner;
  let anchor: string | null = null;
  let tag: TagName | null = null;
  let tagAt = start;
  let type = first;
  for (let i = 0; i < 2; i++) {
    if (type === Token.anchor && anchor === null) anchor = scanner.value as string;
    else if (type === Token.tag && tag === null) {
      tag = scanner.value as TagName;
      tagAt = scanner.start;
    } else break;
    scanner.take();
    type = scanner.peek();
  }
  return { start, anchor, tag: tag === null ? null : wholeTag(composer, tag, start, tagAt) };
}

function wholeTag(composer: Composer, tag: TagName, start: number, tagAt: number): string | null {
  if (tag.handle === null) return tag.suffix;
  const prefix = composer.tagHandles.get(tag.handle);
  if (prefix !== undefined) return prefix + tag.suffix;
  composer.diagnostics.fail({
    errorClass: 'ParserError',
    context: 'while parsing a node',
    contextAt: start,
    problem: `found undefined tag handle ${pythonStringRepr(tag.handle)}`,
    problemAt: tagAt,
    span: { start: tagAt, end: composer.scanner.lastEnd },
    message:
      `The tag handle “${tag.handle}” is not declared by a %TAG directive. ` +
      'Remove the tag, or put the value in quotes if the exclamation marks belong to it.',
  });
  return null;
}

function composeContent(composer: Composer, place: Place, properties: Properties): YamlNode {
  const { scanner } = composer;
  const type = scanner.peek();
  if (type >= Token.plainScalar) return composeScalar(composer, type, properties);
  if (place === 'block-or-indentless' && type === Token.blockEntry) return composeIndentless(composer, properties);
  if (type === Token.flowSequenceStart) return composeFlowSequence(composer, properties);
  if (type === Token.flowMappingStart) return composeFlowMapping(composer, properties);
  if (place !== 'flow') {
    if (type === Token.blockSequenceStart) return composeBlockSequence(composer, properties);
    if (type === Token.blockMappingStart) return composeBlockMapping(composer, properties);
  }
  if (properties.anchor !== null || properties.tag !== null) {
    return makeScalar(composer, '', 'plain', properties, scanner.lastEnd);
  }
  return missingContent(composer, place, type);
}

/** Repair: an empty node stands for what cannot be read. */
function missingContent(composer: Composer, place: Place, type: number): YamlNode {
  const { scanner } = composer;
  const { start } = scanner;
  composer.diagnostics.fail({
    errorClass: 'ParserError',
    context: `while parsing a ${place === 'flow' ? 'flow' : 'block'} node`,
    contextAt: start,
    problem: `expected the node content, but found ${pythonTokenId(type)}`,
    problemAt: start,
    span: { start, end: Math.max(start, scanner.end) },
    message: `A value is missing here: found ${foundText(type)} instead. Add the value, or put it in quotes if it starts with this character.`,
    structural: true,
  });
  const at = scanner.lastEnd;
  if (place === 'flow') composer.abortFlow();
  else if (type === Token.flowEntry || type === Token.flowSequenceEnd || type === Token.flowMappingEnd) scanner.take();
  return emptyScalar(at);
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

/** A value that is not written: zero wide, null. */
export function emptyScalar(at: number): YamlScalar {
  return { kind: 'scalar', span: { start: at, end: at }, style: 'plain', text: '', value: null, tag: Tag.null };
}

function composeScalar(composer: Composer, type: number, properties: Properties): YamlScalar {
  const { scanner } = composer;
  const text = scanner.value as string;
  const { end } = scanner;
  scanner.take();
  return makeScalar(composer, text, styles[type - Token.plainScalar] as ScalarStyle, properties, end);
}

function makeScalar(
  composer: Composer,
  text: string,
  style: ScalarStyle,
  { start, anchor, tag }: Properties,
  end: number,
): YamlScalar {
  let resolved: string = Tag.str;
  if (tag !== null && tag !== '!') {
    resolved = tag;
    composer.state.special = true;
  } else if (style === 'plain' || tag !== null) resolved = resolvePlain(text);
  let value: ScalarValue | ScalarFailure = text;
  if (resolved !== Tag.str) {
    const construct = scalarConstructor(resolved);
    if (construct === undefined) composer.state.special = true;
    else value = construct(text);
  }
  const failure = value instanceof ScalarFailure ? value : null;
  const node: YamlScalar = {
    kind: 'scalar',
    span: { start, end },
    style,
    text,
    value: failure === null ? (value as ScalarValue) : text,
    tag: resolved,
  };
  if (failure !== null) {
    composer.state.special = true;
    composer.state.failures.set(node, failure);
  }
  if (anchor !== null) nameNode(composer, anchor, start, node);
  return node;
}

function nameNode(composer: Composer, anchor: string, start: number, node: YamlNode): void {
  composer.checkAnchor(anchor, start);
  composer.state.anchors.set(anchor, node);
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

function composeIndentless(composer: Composer, properties: Properties): YamlNode {
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

function composeBlockSequence(composer: Composer, properties: Properties): YamlNode {
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

function composeBlockMapping(composer: Composer, properties: Properties): YamlNode {
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

function composePair(composer: Composer, map: OpenMap): void {
  const { scanner } = composer;
  const { start } = scanner;
  scanner.take();
  const key = endsPart(scanner.peek()) ? emptyScalar(scanner.lastEnd) : composeNode(composer, 'block-or-indentless');
  let value: YamlNode;
  if (scanner.peek() === Token.value) {
    scanner.take();
    const empty = endsPart(scanner.peek());
    value = empty ? emptyScalar(scanner.lastEnd) : composeNode(composer, 'block-or-indentless');
  } else value = emptyScalar(scanner.lastEnd);
  addPair(composer, map, start, key, value);
}

// ---- Repair ---------------------------------------------------------------------------------------------------------

function failBlock(composer: Composer, what: 'collection' | 'mapping', opened: number, type: number): void {
  const { scanner } = composer;
  composer.diagnostics.fail({
    errorClass: 'ParserError',
    context: `while parsing a block ${what}`,
    contextAt: opened,
    problem: `expected <block end>, but found ${pythonTokenId(type)}`,
    problemAt: scanner.start,
    span: { start: scanner.start, end: Math.max(scanner.start, scanner.end) },
    message:
      what === 'mapping'
        ? `Found ${foundText(type)} where a mapping goes on with another “key: value”. Check the indentation: all keys of a mapping start in the same column.`
        : `Found ${foundText(type)} where a list goes on with another “- ”. Check the indentation: all entries of a list start in the same column.`,
    structural: true,
  });
}

function endsDocument(type: number): boolean {
  return (
    type === Token.streamEnd || type === Token.documentStart || type === Token.documentEnd || type === Token.directive
  );
}

/** Reads what does not belong here: a whole node, or one token (then `null`). */
export function readStray(composer: Composer): YamlNode | null {
  const { scanner } = composer;
  const type = scanner.peek();
  const startsNode =
    type >= Token.alias ||
    (type >= Token.blockSequenceStart && type <= Token.flowMappingStart && type !== Token.blockEnd);
  if (startsNode) return composeNode(composer, 'block');
  scanner.take();
  return null;
}

function recoverInMapping(composer: Composer, map: OpenMap, opened: number, type: number): boolean {
  failBlock(composer, 'mapping', opened, type);
  if (endsDocument(type)) return false;
  const stray = readStray(composer);
  if (stray === null) return true;
  const last = map.pairs.at(-1);
  if (last !== undefined && absorb(last.value, stray)) {
    map.pairs[map.pairs.length - 1] = { ...last, span: { start: last.span.start, end: composer.scanner.lastEnd } };
  } else absorb(map as unknown as YamlNode, stray);
  return true;
}

function recoverInSequence(composer: Composer, seq: OpenSeq, opened: number, type: number): boolean {
  failBlock(composer, 'collection', opened, type);
  if (endsDocument(type)) return false;
  if (type === Token.key) {
    const { start } = composer.scanner;
    const map = openMap(composer, { start, anchor: null, tag: null }, { flow: false });
    composePair(composer, map);
    seq.items.push(closeCollection(composer, map));
    return true;
  }
  const stray = readStray(composer);
  if (stray !== null && !absorb(seq as unknown as YamlNode, stray)) seq.items.push(stray);
  return true;
}

/** Adds the content of a stray block collection to a collection of the same kind. */
export function absorb(target: YamlNode, stray: YamlNode): boolean {
  if (target === stray || stray.kind === 'scalar' || target.kind === 'scalar' || target.flow) return false;
  if (target.kind === 'map' && stray.kind === 'map') (target as OpenMap).pairs.push(...stray.pairs);
  else if (target.kind === 'seq' && stray.kind === 'seq') (target as OpenSeq).items.push(...stray.items);
  else return false;
  const span = { start: target.span.start, end: Math.max(target.span.end, stray.span.end) };
  (target as OpenMap | OpenSeq).span = span;
  return true;
}
