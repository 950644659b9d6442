/** Completion in pipeline files: keys, types with what they need, values, and the names that the file itself has. */

import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem } from 'vscode-languageserver-types';
import { CompletionItemKind, InsertTextFormat, InsertTextMode, MarkupKind } from 'vscode-languageserver-types';
import { backends } from '../../convert/backends/index.ts';
import type { YamlStream } from '../../yaml/nodes.ts';
import { type BlockPlace, blockPlace } from './block-place.ts';
import { conditionDefinitions, type Definition, definitionsOf } from './definitions.ts';
import { conditionDocOf, itemDocOf } from './docs/index.ts';
import { itemDocs, topLevelDocs } from './docs/key-docs.ts';
import type { ParameterDoc } from './docs/part-doc.ts';
import { parameterText, partMarkdown } from './part-markdown.ts';
import { type PartPlace, type PipelinePlace, pipelinePlace } from './pipeline-place.ts';
import { requiredLines, valueSnippet } from './pipeline-snippets.ts';
import { valueWords, type Word } from './value-words.ts';
import { noVocabulary, type PipelineVocabulary } from './vocabulary.ts';

export function pipelineCompletion(
  stream: YamlStream,
  document: TextDocument,
  offset: number,
  vocabulary: PipelineVocabulary = noVocabulary,
): CompletionItem[] {
  const place = blockPlace(stream.text, offset);
  const expected = pipelinePlace(place);
  if (!expected || !mayStand(expected, place)) return [];
  const range = { start: document.positionAt(place.replace.start), end: document.positionAt(place.replace.end) };
  const blank = place.line.lacksBlank ? ' ' : '';
  return wordsAt(expected, place, stream, vocabulary).map(({ label, kind, text, detail, documentation }, index) => ({
    label,
    kind,
    ...(detail && { detail }),
    ...(documentation && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range, newText: blank + text },
    sortText: String(index).padStart(4, '0'),
  }));
}

/** Whether the line has room: a key before other text, or what goes on in other lines, would break what is there. */
function mayStand(expected: PipelinePlace, { isFlow, line }: BlockPlace): boolean {
  if (line.isOther) return false;
  if (isFlow || line.hasColon) return true;
  return !line.goesOn || (expected.kind === 'value' && !expected.inside);
}

function wordsAt(
  expected: PipelinePlace,
  place: BlockPlace,
  stream: YamlStream,
  vocabulary: PipelineVocabulary,
): readonly Word[] {
  switch (expected.kind) {
    case 'top-level key':
      return keys(topLevelDocs, place);
    case 'part':
      return newParts(expected.part, place);
    case 'type':
      return types(expected.part, place, '');
    case 'key of a part':
      return keysOfPart(expected.part, place);
    case 'value':
      return valueWords(
        expected,
        place,
        stream,
        vocabulary,
        backends.flatMap(({ id, aliases }) => [id, ...aliases]),
      );
  }
}

function keysOfPart({ prefix, doc, family }: PartPlace, place: BlockPlace): readonly Word[] {
  const parameters = keys(doc?.parameters ?? {}, place);
  if (prefix) return [...typeKey(place), ...parameters];
  const items = Object.entries(itemDocs).filter(([name]) => isHeeded(name, family, doc?.scope));
  return [...parameters, ...keys(Object.fromEntries(items), place)];
}

function typeKey(place: BlockPlace): readonly Word[] {
  if (place.siblings.has('type')) return [];
  return [
    {
      label: 'type',
      text: keyText('type', ' ', place),
      kind: CompletionItemKind.Property,
      documentation: 'Which condition this is.',
    },
  ];
}

/** Keys that this kind of item asks. */
function isHeeded(name: string, family: string, scope: string | undefined): boolean {
  if (family === 'finalizers') return name === 'type';
  if (!/^(?:detection_item|field_name)_/.test(name)) return true;
  return family === 'transformations' && scope !== 'rule';
}

/** Keys that are not there yet, with the beginning of their value. */
function keys(docs: Readonly<Record<string, ParameterDoc>>, place: BlockPlace): readonly Word[] {
  const indent = relativeIndent(place);
  return Object.entries(docs)
    .filter(([name]) => !place.siblings.has(name))
    .map(([name, doc]) => ({
      label: name,
      kind: CompletionItemKind.Property,
      text: keyText(name, place.isFlow ? ' ' : valueSnippet(doc, indent, 1), place),
      documentation: parameterText(doc),
    }));
}

/** A key with what stands behind it, as far as it is not there already. */
function keyText(name: string, behind: string, { line }: BlockPlace): string {
  return line.hasColon || line.quote !== '' ? name : `${name}:${behind}`;
}

/** Whole items or conditions for an entry of a list. */
function newParts(part: PartPlace, place: BlockPlace): readonly Word[] {
  if (place.line.hasColon) return keysOfPart(part, place);
  if (place.line.quote !== '') return [];
  const isWithoutDash = !place.isEntry && !place.isFlow;
  const start = place.isFlow ? '{type: ' : isWithoutDash ? '- type: ' : 'type: ';
  return types(part, place, start);
}

function types({ family, prefix }: PartPlace, place: BlockPlace, start: string): readonly Word[] {
  const definitions = prefix ? conditionDefinitions(prefix) : definitionsOf(family);
  const indent = `${relativeIndent(place)}${start.startsWith('- ') ? '  ' : ''}`;
  return [...definitions.values()].map((definition) => {
    const doc = prefix ? conditionDocOf(prefix, definition.id) : itemDocOf(family, definition.id);
    return {
      label: definition.id,
      kind: prefix ? CompletionItemKind.EnumMember : CompletionItemKind.Function,
      text: `${start}${definition.id}${rest(definition, place, indent)}`,
      ...(doc && { documentation: partMarkdown(doc, definition) }),
    };
    function rest(one: Definition, { isFlow, siblings, line }: BlockPlace, by: string): string {
      return isFlow || !doc || line.quote !== '' ? '' : requiredLines(one, doc, siblings, by);
    }
  });
}

/** What comes before the keys of this mapping, beyond the indentation of the line, which the editor adds itself. */
function relativeIndent({ column, indentation }: BlockPlace): string {
  return ' '.repeat(Math.max(0, column - indentation));
}
