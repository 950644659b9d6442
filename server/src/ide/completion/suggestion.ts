import type { Span } from '../../base/span.ts';
import type { CursorContext } from './cursor-context.ts';

export type SuggestionKind =
  | 'key'
  | 'field'
  | 'value'
  | 'operator'
  | 'modifier'
  | 'tag'
  | 'selection'
  | 'rule'
  | 'fresh';

/** One entry of the list; positions and protocol come later. */
export interface Suggestion {
  readonly label: string;
  readonly kind: SuggestionKind;
  /** What replaces `span`. */
  readonly insert: string;
  readonly span: Span;
  /** `insert` is an LSP snippet. */
  readonly snippet?: boolean;
  /** What typed letters are compared with; the label when absent. */
  readonly filter?: string;
  /** Order in the list: by group, then by rank within it, then by label. */
  readonly group?: number;
  readonly rank?: number;
  /** Short, behind the label. */
  readonly detail?: string;
  /** Short, in the row itself, also while another entry is looked at: what tells entries with the same label apart. */
  readonly note?: string;
  /** Markdown, asked for when the entry is looked at. */
  readonly doc?: () => string | undefined;
  /** Characters that accept the entry when typed. */
  readonly commit?: readonly string[];
}

export interface Suggestions {
  readonly items: readonly Suggestion[];
  /** The list depends on what is typed: ask again with the next letter. */
  readonly incomplete?: boolean;
}

export const noSuggestions: Suggestions = { items: [] };

/** A key at the cursor with what stands behind it; nothing where the colon is there already. Open quotes are closed. */
export function asKey(
  name: string,
  behind: string,
  { content, quote, hasColon, outline }: CursorContext,
): Pick<Suggestion, 'insert' | 'span'> {
  if (hasColon) return { insert: name, span: content };
  const isClosed = quote !== '' && outline.text[content.end] === quote;
  return { insert: name + quote + behind, span: { start: content.start, end: content.end + (isClosed ? 1 : 0) } };
}

/** A value as YAML at the cursor: escaped for the quotes that are there, or with quotes where it needs them. */
export function asYaml(value: string, { quote, flow }: Pick<CursorContext, 'quote' | 'flow'>): string {
  if (quote === "'") return value.replaceAll("'", "''");
  if (quote === '"') return value.replace(/[\\"]/g, '\\$&');
  return needsQuotes(value, flow) ? `'${value.replaceAll("'", "''")}'` : value;
}

function needsQuotes(value: string, flow: boolean): boolean {
  if (value === '' || value !== value.trim()) return true;
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|:(?:\s|$)|\s#|[\r\n]/.test(value)) return true;
  if (flow && /[,[\]{}]/.test(value)) return true;
  return /^(?:~|null|true|false|yes|no|on|off|[-+.]?\d[\d_.,:xXoO]*)$/i.test(value);
}

/** Text that stands for itself in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
