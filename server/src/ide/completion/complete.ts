/**
 * What may be written at the cursor. Nothing is parsed: the outline of the lines is enough, and it is there while a document is broken.
 * Each place of a Sigma document has one provider; this file only finds the place.
 */

import type { Span } from '../../base/span.ts';
import { isConditionIdentifier } from '../../sigma/condition/parse-condition.ts';
import { completeCondition } from './complete-condition.ts';
import { completeFieldNames, completeItemKey } from './complete-fields.ts';
import { completeKeys, indentOf } from './complete-keys.ts';
import { completeLogsource } from './complete-logsource.ts';
import { completeRules, takenReferences } from './complete-rules.ts';
import { completeTags } from './complete-tags.ts';
import { completeAttribute, completeFieldValue } from './complete-values.ts';
import type { CompletionInput } from './completion-input.ts';
import { type CursorContext, cursorContext } from './cursor-context.ts';
import { rootsOf, scalarsOf, selectionNames } from './document-facts.ts';
import { childNamed } from './outline.ts';
import { asKey, noSuggestions, type Suggestion, type Suggestions } from './suggestion.ts';

export function complete(text: string, offset: number, input: CompletionInput): Suggestions {
  const context = cursorContext(text, offset);
  if (!context) return noSuggestions;
  const keys = context.path.filter((key) => key !== '-');
  const found = context.role === 'key' ? atKey(context, keys, input) : atValue(context, keys, input);
  const lacking = lackingBlank(context);
  const around = found.items.map((item) => {
    const whole = item.span.start === context.content.start ? withBlank(item, lacking) : item;
    return { ...whole, span: holding(whole.span, offset) };
  });
  return { ...found, items: around.filter(({ span }) => isOneLine(text, span)) };
}

/** The colon or dash that what is offered stands directly behind, where it would be no value or entry. */
function lackingBlank({ role, quote, flow, block, content, outline }: CursorContext): ':' | '-' | '' {
  const before = outline.text[content.start - 1];
  if (quote !== '' || block) return '';
  if (role === 'value') return before === ':' ? before : '';
  return !flow && before === '-' ? before : '';
}

/** With the blank that is missing. The dash is written anew: an editor takes it for a part of the word, and compares it. */
function withBlank(item: Suggestion, lacking: ':' | '-' | ''): Suggestion {
  if (lacking === '') return item;
  if (lacking === ':') return { ...item, insert: ` ${item.insert}` };
  const { label, filter = label, insert, span } = item;
  return { ...item, insert: `- ${insert}`, filter: `-${filter}`, span: { start: span.start - 1, end: span.end } };
}

function holding({ start, end }: Span, offset: number): Span {
  return { start: Math.min(start, offset), end: Math.max(end, offset) };
}

/** An editor replaces nothing else than a part of the cursor's line. */
function isOneLine(text: string, { start, end }: Span): boolean {
  return !/[\r\n]/.test(text.slice(start, end));
}

const only = (items: readonly Suggestion[]): Suggestions => ({ items });

/** Below these keys stands a list: on a line of its own an entry begins with a dash. */
const lists = new Set([
  'tags',
  'fields',
  'falsepositives',
  'correlation.rules',
  'correlation.group-by',
  'filter.rules',
]);

function atKey(context: CursorContext, keys: readonly string[], input: CompletionInput): Suggestions {
  const [section, name] = keys;
  if (lists.has(keys.join('.')) && !context.flow && !context.hasColon)
    return dashed(context, atValue({ ...context, path: [...context.path, '-'] }, keys, input));
  if (section === 'detection' || section === 'filter') {
    if (keys.length === 1) return only([...completeKeys(context, input), ...newSelections(context)]);
    return name === 'condition' || name === 'rules' ? noSuggestions : only(completeItemKey(context, input));
  }
  if (section === 'related' && context.path.at(-1) !== '-' && !context.hasColon)
    return dashed(context, only(completeKeys(context, input)));
  if (section === 'correlation' && name === 'aliases') return only(keys.length === 3 ? aliasRules(context) : []);
  return only(completeKeys(context, input));
}

/** The same with the dash that is missing. */
function dashed({ flow, quote }: CursorContext, { items, incomplete }: Suggestions): Suggestions {
  if (quote !== '') return noSuggestions;
  if (flow) return { items, ...(incomplete && { incomplete }) };
  const withDash = items.map((item) => ({ ...item, insert: `- ${item.insert}`, filter: item.filter ?? item.label }));
  return { items: withDash, ...(incomplete && { incomplete }) };
}

const onlyLists = new Set(['tags', 'fields', 'falsepositives', 'references', 'scope']);

function atValue(context: CursorContext, keys: readonly string[], input: CompletionInput): Suggestions {
  const [section, name] = keys;
  if (context.role === 'value' && !context.flow && onlyLists.has(section ?? '')) return noSuggestions;
  if (section === 'tags') return completeTags(context, input);
  if (section === 'fields') return only(completeFieldNames(context, input));
  if (section === 'related') return related(context, keys, input);
  if (section === 'logsource' && keys.length === 2) return only(completeLogsource(context, input));
  if (section === 'detection' || section === 'filter') {
    if (name === 'condition') return only(condition(context));
    if (section === 'filter' && name === 'rules') return filterRules(context, input);
    return detectionValue(context, keys, input);
  }
  if (section === 'correlation') return correlation(context, keys, input);
  return keys.length === 1 ? only(completeAttribute(context, input)) : noSuggestions;
}

/** An entry of a selection's list may be a keyword or begin a mapping; a value belongs to a field. */
function detectionValue(context: CursorContext, keys: readonly string[], input: CompletionInput): Suggestions {
  if (keys.length < 2) return noSuggestions;
  if (keys.length > 2) return only(completeFieldValue(context, input));
  if (context.role !== 'item') return noSuggestions;
  return isKeyword(context) ? noSuggestions : only(completeItemKey(context, input));
}

/** What is quoted or stands among other texts is a keyword, until a modifier tells otherwise. */
function isKeyword({ outline, path, prefix, quote, offset }: CursorContext): boolean {
  if (prefix.includes('|')) return false;
  const section = childNamed(outline.at.document.root, path[0] as string);
  const entries = childNamed(section, path[1] as string)?.children ?? [];
  const others = entries.filter(({ keySpan, value }) => offset < keySpan.start || value.end < offset);
  return quote !== '' || /^keywords?(?:_|$)/.test(path[1] ?? '') || others.some(({ style }) => style === 'scalar');
}

function condition(context: CursorContext): Suggestion[] {
  return completeCondition(context, {
    names: selectionNames(context.outline).filter(isConditionIdentifier),
    selectors: true,
    doc: (name) => contentOf(context, name),
  });
}

/** The lines of a selection, as YAML. */
function contentOf({ outline }: CursorContext, name: string): string | undefined {
  const nodes = rootsOf(outline, outline.at.document).map((root) =>
    childNamed(childNamed(root, 'detection') ?? childNamed(root, 'filter'), name),
  );
  const node = nodes.find((each) => each !== undefined);
  if (!node) return undefined;
  const siblings = node.parent?.children ?? [];
  const following = siblings[siblings.indexOf(node) + 1];
  const end = following ? following.keySpan.start : endOf(node);
  const lines = outline.text.slice(node.keySpan.start, end).trimEnd();
  return lines.includes('```') ? undefined : `\`\`\`yaml\n${lines}\n\`\`\``;
}

function endOf(node: { readonly children: readonly { value: { end: number } }[]; value: { end: number } }): number {
  let last = node as { readonly children: readonly unknown[]; value: { end: number } };
  while (last.children.length > 0) last = last.children.at(-1) as typeof last;
  return last.value.end;
}

const selectionStarts = ['selection', 'selection_', 'filter_main_', 'filter_optional_', 'keywords'];

function newSelections(context: CursorContext): Suggestion[] {
  if (context.hasColon) return [];
  return selectionStarts
    .filter((name) => !context.siblings.includes(name))
    .map((name, rank) => ({
      label: name,
      kind: 'selection',
      ...(name.endsWith('_')
        ? { insert: name, span: context.content }
        : asKey(name, `:\n${indentOf(context)}`, context)),
      group: 1,
      rank,
      detail: name.endsWith('_') ? 'begins the name of a selection' : 'a selection',
    }));
}

const anyKind = () => true;
const noFilter = (kind: string) => kind !== 'filter';

function related(context: CursorContext, keys: readonly string[], input: CompletionInput): Suggestions {
  if (keys[1] === 'id') return completeRules(context, input, { byName: false, accepts: anyKind, taken: [] });
  if (keys[1] === 'type') return only(completeAttribute(context, input));
  return context.role === 'item' ? only(completeKeys(context, input)) : noSuggestions;
}

function filterRules(context: CursorContext, input: CompletionInput): Suggestions {
  const node = childNamed(childNamed(context.outline.at.document.root, 'filter'), 'rules');
  const rules = completeRules(context, input, {
    byName: true,
    accepts: noFilter,
    taken: takenReferences(context, node),
  });
  if (context.role !== 'value') return rules;
  const any: Suggestion = {
    label: 'any',
    kind: 'value',
    insert: 'any',
    span: context.content,
    group: 0,
    detail: 'all rules of this log source',
  };
  return { ...rules, items: [any, ...rules.items] };
}

function correlation(context: CursorContext, keys: readonly string[], input: CompletionInput): Suggestions {
  const section = childNamed(context.outline.at.document.root, 'correlation');
  const { text } = context.outline;
  switch (keys.slice(1, 2)[0]) {
    case 'rules': {
      const taken = takenReferences(context, childNamed(section, 'rules'));
      return completeRules(context, input, { byName: true, accepts: noFilter, taken });
    }
    case 'group-by':
      return only(completeFieldNames(context, input));
    case 'condition':
      if (keys[2] === 'field') return only(completeFieldNames(context, input));
      if (keys.length > 2) return noSuggestions;
      return only(
        completeCondition(context, { names: scalarsOf(text, childNamed(section, 'rules')), selectors: false }),
      );
    case 'aliases':
      return keys.length === 4 ? only(completeFieldNames(context, input)) : noSuggestions;
    default:
      return only(completeAttribute(context, input));
  }
}

/** Below an alias stand the rules of the correlation. */
function aliasRules(context: CursorContext): Suggestion[] {
  const { text, at } = context.outline;
  const rules = scalarsOf(text, childNamed(childNamed(at.document.root, 'correlation'), 'rules'));
  return rules
    .filter((rule) => !context.siblings.includes(rule))
    .map((rule, rank) => ({
      label: rule,
      kind: 'rule',
      ...asKey(rule, ': ', context),
      rank,
    }));
}
