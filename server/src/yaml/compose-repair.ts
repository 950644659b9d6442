/** What to do with tokens that do not belong where they stand: report the first, keep what they hold. */
import { composePair } from './compose-block.ts';
import { composeNode } from './compose-node.ts';
import { closeCollection, foundText, openMap } from './compose-parts.ts';
import type { Composer, OpenMap, OpenSeq } from './composer.ts';
import type { YamlNode, YamlPair } from './nodes.ts';
import { pythonTokenId, Token } from './tokens.ts';

function failBlock(composer: Composer, what: 'collection' | 'mapping', opened: number, type: number): void {
  const { scanner } = composer;
  composer.diagnostics.fail({
    errorClass: 'ParserError',
    context: `while parsing a block ${what}`,
    contextAt: opened,
    problem: `expected <block end>, but found ${pythonTokenId(type)}`,
    problemAt: scanner.start,
    span: scanner.tokenSpan,
    message: followsQuote(composer) ? quoteMessage : placeMessage(what, type),
    structural: true,
  });
}

const quoteMessage =
  "The quoted value ends before this text. Write a quote within single quotes twice (''), within double quotes as \\\", " +
  'or remove what follows the closing quote.';

function placeMessage(what: 'collection' | 'mapping', type: number): string {
  return what === 'mapping'
    ? `Found ${foundText(type)} where a mapping goes on with another “key: value”. ` +
        'Check the indentation: all keys of a mapping start in the same column.'
    : `Found ${foundText(type)} where a list goes on with another “- ”. ` +
        'Check the indentation: all entries of a list start in the same column.';
}

/** Whether the next token stands in the line of a closing quote, right after it. */
function followsQuote({ scanner }: Composer): boolean {
  const { text, start, lastEnd } = scanner;
  const quote = text.charCodeAt(lastEnd - 1);
  return (
    (quote === 34 || quote === 39) && lastEnd > 1 && !/[\n\r]/.test(text.slice(lastEnd, start)) && start >= lastEnd
  );
}

export function endsDocument(type: number): boolean {
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

/** After a token that cannot go on a block mapping. Returns false at the end of the document. */
export function recoverInMapping(composer: Composer, map: OpenMap, opened: number, type: number): boolean {
  failBlock(composer, 'mapping', opened, type);
  if (endsDocument(type)) return false;
  const stray = readStray(composer);
  if (stray === null || stray.kind === 'scalar') return true;
  const last = map.pairs.at(-1);
  const value = last === undefined ? null : adopt(composer, last, stray);
  if (last !== undefined && value !== null) {
    map.pairs[map.pairs.length - 1] = { key: last.key, value, span: { ...last.span, end: composer.scanner.lastEnd } };
  } else absorb(map as YamlNode, stray);
  return true;
}

/** The value of a pair together with a collection that stands deeper than the pair; `null` if they do not fit. */
function adopt(composer: Composer, { key, value }: YamlPair, stray: YamlNode): YamlNode | null {
  if (absorb(value, stray)) return value;
  const isKeyWithoutColon =
    value.kind === 'scalar' &&
    value.style === 'plain' &&
    value.text !== '' &&
    stray.kind === 'map' &&
    /[\n\r]/.test(composer.scanner.text.slice(key.span.end, value.span.start));
  if (!isKeyWithoutColon) return value.kind === 'scalar' && value.text === '' ? stray : null;
  const map = openMap(composer, { start: value.span.start, anchor: null, tag: null }, { flow: false });
  map.pairs.push({ key: value, value: stray, span: { start: value.span.start, end: stray.span.end } });
  return closeCollection(composer, map) as YamlNode;
}

/** After a token that cannot go on a block sequence. Returns false at the end of the document. */
export function recoverInSequence(composer: Composer, seq: OpenSeq, opened: number, type: number): boolean {
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
  if (stray !== null && stray.kind !== 'scalar' && !absorb(seq as YamlNode, stray)) seq.items.push(stray);
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
