import { CompletionItemKind } from 'vscode-languageserver-types';
import type { LogSourceKeys } from '../../data/log-sources.ts';
import type { YamlStream } from '../../yaml/nodes.ts';
import type { BlockPlace } from './block-place.ts';
import type { PipelinePlace } from './pipeline-place.ts';
import { plainSnippet } from './pipeline-snippets.ts';
import {
  allItems,
  conditionsOf,
  type PipelineItem,
  type PipelineTree,
  pairOf,
  parameterOf,
  pipelineTree,
  textOf,
  typeText,
} from './pipeline-tree.ts';
import type { FieldWord, PipelineVocabulary } from './vocabulary.ts';

export interface Word {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** As a snippet. */
  readonly text: string;
  readonly detail?: string | undefined;
  readonly documentation?: string | undefined;
}

const logsourceKeys = ['category', 'product', 'service'] as const;

type ValuePlace = Extract<PipelinePlace, { kind: 'value' }>;

/** What may be the value of a key: the values it accepts, or names from the file and from rules. */
export function valueWords(
  expected: ValuePlace,
  place: BlockPlace,
  stream: YamlStream,
  vocabulary: PipelineVocabulary,
  backendNames: readonly string[],
): readonly Word[] {
  const { part, key, doc, inside } = expected;
  if (doc?.values) return inside ? [] : words(doc.values, CompletionItemKind.EnumMember);
  if (!part) return key === 'allowed_backends' && inside ? words(backendNames, CompletionItemKind.Module) : [];
  const tree = treeOf(stream);
  if (key.endsWith('_cond_expr')) return inside ? [] : expressionWords(itemAt(tree, place), key);
  if (key === 'processing_item_id') return words(tree ? idsOf(tree) : [], CompletionItemKind.Reference);
  if (key === 'key' && part.type === 'processing_state')
    return words(tree ? stateOf(tree) : [], CompletionItemKind.Variable);
  if (part.type === 'value_placeholders' && inside) return words(tree ? varsOf(tree) : [], CompletionItemKind.Variable);
  if ((logsourceKeys as readonly string[]).includes(key) && !inside) return logsourceWords(expected, vocabulary);
  // What fields are mapped to are names of the target.
  if (inside && doc?.kind === 'map' && place.valueFor !== undefined) return [];
  if (!doc?.fields || (!inside && doc.kind !== 'text')) return [];
  return fieldWords(vocabulary.fieldsOf(logsourcesOf(itemAt(tree, place))), doc.kind === 'map' ? ': ' : '', place);
}

function words(list: readonly string[], kind: CompletionItemKind): readonly Word[] {
  return [...new Set(list)].map((label) => ({ label, kind, text: plainSnippet(label) }));
}

function treeOf({ documents }: YamlStream): PipelineTree | undefined {
  const root = documents[0]?.root;
  return root?.kind === 'map' ? pipelineTree(root) : undefined;
}

function idsOf(tree: PipelineTree): string[] {
  return allItems(tree.items).flatMap(({ id }) => textOf(id?.value) || []);
}

function stateOf(tree: PipelineTree): string[] {
  const setters = allItems(tree.items).filter((item) => typeText(item) === 'set_state');
  return setters.flatMap((item) => textOf(parameterOf(item, 'key')?.value) || []);
}

function varsOf({ root }: PipelineTree): string[] {
  const vars = pairOf(root, 'vars')?.value;
  return vars?.kind === 'map' ? vars.pairs.flatMap(({ key }) => textOf(key) ?? []) : [];
}

/** The item that the cursor is in, also behind what is written of it so far. */
function itemAt(tree: PipelineTree | undefined, { replace }: BlockPlace): PipelineItem | undefined {
  const before = allItems(tree?.items ?? []).filter(({ node }) => node.span.start <= replace.start);
  return before.reduce<PipelineItem | undefined>(
    (last, item) => (last && last.node.span.start > item.node.span.start ? last : item),
    undefined,
  );
}

/** The names of the conditions that the expression links, and what links them. */
function expressionWords(item: PipelineItem | undefined, key: string): readonly Word[] {
  const group = item?.groups.find(({ prefix }) => key === `${prefix}_cond_expr`);
  const names = group?.conditions.flatMap(({ name }) => textOf(name) ?? []) ?? [];
  return [...words(names, CompletionItemKind.Variable), ...words(['and', 'or', 'not'], CompletionItemKind.Keyword)];
}

/** The values that go with the other parts of the log source that are given. */
function logsourceWords({ key, siblings }: ValuePlace, { logsources }: PipelineVocabulary): readonly Word[] {
  const part = key as (typeof logsourceKeys)[number];
  const others = logsourceKeys.filter((other) => other !== part && siblings.get(other));
  const fitting = logsources.filter((source) => others.every((other) => source[other] === siblings.get(other)));
  return words(fitting.flatMap((source) => source[part] ?? []).sort(), CompletionItemKind.EnumMember);
}

/** The log sources that an item is for. */
function logsourcesOf(item: PipelineItem | undefined): readonly LogSourceKeys[] {
  const conditions = item ? conditionsOf(item).filter((condition) => typeText(condition) === 'logsource') : [];
  return conditions.map(({ node }) =>
    Object.fromEntries(logsourceKeys.map((key) => [key, textOf(pairOf(node, key)?.value)])),
  );
}

function fieldWords(fields: readonly FieldWord[], behind: string, { siblings, line }: BlockPlace): readonly Word[] {
  return fields
    .filter(({ name }) => !siblings.has(name))
    .map(({ name, description }) => ({
      label: name,
      kind: CompletionItemKind.Field,
      text: `${plainSnippet(name)}${line.hasColon || line.quote !== '' ? '' : behind}`,
      documentation: description,
    }));
}
