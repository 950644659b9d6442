import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver-types';
import type { Suggestion, SuggestionKind, Suggestions } from './suggestion.ts';

const kinds: Record<SuggestionKind, CompletionItemKind> = {
  key: CompletionItemKind.Property,
  field: CompletionItemKind.Field,
  value: CompletionItemKind.EnumMember,
  operator: CompletionItemKind.Keyword,
  modifier: CompletionItemKind.Function,
  tag: CompletionItemKind.Constant,
  selection: CompletionItemKind.Variable,
  rule: CompletionItemKind.Reference,
  fresh: CompletionItemKind.Value,
};

/** Longer lists come without documentation: it is asked for entry by entry, and `data` is the entry's number. */
const documented = 150;

/** The list as the protocol has it. */
export function toCompletionList({ items, incomplete = false }: Suggestions, document: TextDocument): CompletionList {
  return {
    isIncomplete: incomplete,
    items: items.map((item, index) => {
      const plain = toItem(item, document);
      if (!item.doc) return plain;
      return items.length > documented ? { ...plain, data: index } : withDocumentation(plain, item);
    }),
  };
}

function toItem(item: Suggestion, document: TextDocument): CompletionItem {
  const { label, kind, insert, span, snippet, filter, detail, note, commit } = item;
  const range = { start: document.positionAt(span.start), end: document.positionAt(span.end) };
  return {
    label,
    kind: kinds[kind],
    sortText: sortText(item),
    ...(filter !== undefined && filter !== label && { filterText: filter }),
    ...(detail && { detail }),
    ...(note && { labelDetails: { description: note } }),
    textEdit: { range, newText: insert },
    ...(snippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(insert.includes('\n') && { insertTextMode: InsertTextMode.adjustIndentation }),
    ...(commit && commit.length > 0 && { commitCharacters: [...commit] }),
  };
}

function sortText({ group = 0, rank, label }: Suggestion): string {
  return `${group}${rank === undefined ? label : String(rank).padStart(5, '0')}`;
}

/** The entry with its documentation. */
export function withDocumentation(item: CompletionItem, suggestion: Suggestion | undefined): CompletionItem {
  const value = suggestion?.label === item.label ? suggestion.doc?.() : undefined;
  return value ? { ...item, documentation: { kind: MarkupKind.Markdown, value } } : item;
}
