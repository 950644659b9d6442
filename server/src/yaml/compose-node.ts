/** One node with its tag and anchor, and block collections. pyyaml: parser.py#parse_node, composer.py */
import { endOfContent } from './characters.ts';
import { composeBlockMapping, composeBlockSequence, composeIndentless } from './compose-block.ts';
import { composeFlowMapping, composeFlowSequence } from './compose-flow.ts';
import { emptyScalar, foundText, nameNode, type Properties } from './compose-parts.ts';
import type { Composer } from './composer.ts';
import { ScalarFailure, scalarConstructor } from './construct-scalar.ts';
import type { ScalarStyle, ScalarValue, YamlNode, YamlScalar } from './nodes.ts';
import { pythonStringRepr } from './python-repr.ts';
import { resolvePlain, Tag } from './resolve.ts';
import { pythonTokenId, type TagName, Token } from './tokens.ts';

/** What may stand here: flow content, block content, or block content with a list that is not indented. */
export type Place = 'flow' | 'block' | 'block-or-indentless';

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
    // PyYAML looks no further than it must.
    if (i === 0) type = scanner.peek();
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
  const { start, tokenSpan, lastEnd } = scanner;
  let span = tokenSpan;
  let message =
    `A value is missing here: found ${foundText(type)} instead. ` +
    'Add the value, or put it in quotes if it starts with this character.';
  if (place === 'flow') {
    composer.abortFlow();
    if (composer.flowEnd <= start) {
      span = { start: composer.flowStart, end: endOfContent(scanner.text, composer.flowStart) };
      message =
        'The bracket that starts here is never closed. Close it, or put the value in quotes if it belongs to it.';
    }
  } else if (type === Token.flowEntry || type === Token.flowSequenceEnd || type === Token.flowMappingEnd)
    scanner.take();
  composer.diagnostics.fail({
    errorClass: 'ParserError',
    context: `while parsing a ${place === 'flow' ? 'flow' : 'block'} node`,
    contextAt: start,
    problem: `expected the node content, but found ${pythonTokenId(type)}`,
    problemAt: start,
    span,
    message,
    structural: true,
  });
  return emptyScalar(Math.min(lastEnd, start));
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
