import { documentKeys, keysBelow, type SigmaKey } from '../sigma-keys.ts';
import type { CompletionInput } from './completion-input.ts';
import type { CursorContext } from './cursor-context.ts';
import { documentKind } from './document-facts.ts';
import { childNamed, type OutlineNode } from './outline.ts';
import { asKey, escapeSnippet, type Suggestion } from './suggestion.ts';

/** The keys of this place that are not there yet, in the order of the specification. */
export function completeKeys(context: CursorContext, input: CompletionInput): Suggestion[] {
  const { root } = context.outline.at.document;
  const kind = documentKind(root);
  const keys = keysBelow(context.path, kind) ?? [];
  const others = context.path.length === 0 && isUndecided(root) ? starts : [];
  return [...keys, ...others]
    .filter(({ name }) => !context.siblings.includes(name))
    .map((key, rank) => keySuggestion(key, context, input, rank));
}

/** Sections that would make the document another kind. */
const starts = (['correlation', 'filter'] as const).map(
  (name) => documentKeys[name].find((key) => key.name === name) as SigmaKey,
);

function isUndecided(root: OutlineNode): boolean {
  return !['detection', 'correlation', 'filter'].some((key) => childNamed(root, key));
}

function keySuggestion(key: SigmaKey, context: CursorContext, input: CompletionInput, rank: number): Suggestion {
  const rest =
    context.hasColon || (context.flow && key.snippet?.includes('\n')) ? undefined : restOf(key, context, input);
  return {
    label: key.name,
    kind: 'key',
    ...asKey(key.name, `:${rest ?? ' '}`, context),
    snippet: rest !== undefined,
    group: 0,
    rank,
    detail: key.required ? 'required' : '',
    doc: () => key.doc,
  };
}

/** What stands behind the colon, with this document's indentation. */
function restOf(key: SigmaKey, context: CursorContext, { newId, today }: CompletionInput): string | undefined {
  if (!key.snippet) return undefined;
  const id = newId?.();
  if ((key.snippet.includes('{uuid}') && !id) || (key.snippet.includes('{today}') && !today)) return undefined;
  const filled = key.snippet.replace('{uuid}', id ?? '').replace('{today}', escapeSnippet(today ?? ''));
  const indented = filled.replaceAll('\t', indentOf(context));
  return context.path.at(-1) === '-' ? indented.replaceAll('\n', '\n  ') : indented;
}

/** One step of indentation, as the document has it; four blanks when nothing tells. */
export function indentOf({ outline }: CursorContext): string {
  for (const { root } of [outline.at.document, ...outline.documents])
    for (const node of root.children) {
      const column = node.children.find((child) => child.column > 0)?.column;
      if (column !== undefined && column <= 8) return ' '.repeat(column);
    }
  return '    ';
}
