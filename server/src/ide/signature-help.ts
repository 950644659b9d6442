/** `field|modifier|modifier` as a signature: the field and each modifier is a parameter, the one at the cursor is active. */
import { MarkupKind, type ParameterInformation, type SignatureHelp } from 'vscode-languageserver-types';
import { fieldsOf } from './completion/complete-fields.ts';
import type { CompletionInput } from './completion/completion-input.ts';
import { type CursorContext, cursorContext } from './completion/cursor-context.ts';
import { logSourcesAt } from './completion/document-facts.ts';
import { inlineCode } from './markdown.ts';
import { modifierDocs } from './modifier-docs.ts';
import { modifierExample } from './modifier-examples.ts';
import { modifiersAfter } from './modifier-order.ts';

export function signatureHelp(text: string, offset: number, input: CompletionInput): SignatureHelp | null {
  const context = cursorContext(text, offset);
  if (!context || !isItemKey(context)) return null;
  const parts = text.slice(context.content.start, context.content.end).replace(/:\s*$/, '').split('|');
  if (parts.length < 2) return null;
  const active = Math.min(context.prefix.split('|').length - 1, parts.length - 1);
  const shown = parts.map((part, index) => part || (index === 0 ? 'keyword' : 'modifier'));
  const parameters = shown.map((_, index) => parameter(shown, parts, index, context, input));
  return {
    signatures: [{ label: shown.join('|'), parameters, activeParameter: active }],
    activeSignature: 0,
    activeParameter: active,
  };
}

function isItemKey({ path, role, prefix, block }: CursorContext): boolean {
  const [section, name] = path;
  if (block || (section !== 'detection' && section !== 'filter') || name === undefined) return false;
  if (name === 'condition' || name === 'rules' || (role !== 'key' && role !== 'item')) return false;
  // Behind the dash of a list of values stands a value, not a key.
  if (role === 'item' && path.filter((key) => key !== '-').length > 2) return false;
  return prefix.includes('|');
}

function parameter(
  shown: readonly string[],
  parts: readonly string[],
  index: number,
  context: CursorContext,
  input: CompletionInput,
): ParameterInformation {
  const start = shown.slice(0, index).reduce((length, part) => length + part.length + 1, 0);
  const value = index === 0 ? describeField(parts[0] as string, context, input) : describeModifier(parts, index);
  return {
    label: [start, start + (shown[index] as string).length],
    ...(value && { documentation: { kind: MarkupKind.Markdown, value } }),
  };
}

function describeField(name: string, { outline }: CursorContext, input: CompletionInput): string | undefined {
  if (name === '') return 'Without a field the values are keywords: searched in the whole event.';
  return fieldsOf(logSourcesAt(outline, input)).get(name)?.field.description;
}

const offered = 12;

function describeModifier(parts: readonly string[], index: number): string {
  const modifier = parts[index] as string;
  const before = parts.slice(1, index);
  const fitting = modifiersAfter(before);
  if (!Object.hasOwn(modifierDocs, modifier)) {
    if (fitting.length === 0) return 'No modifier can follow here.';
    const more = fitting.length > offered ? ', …' : '';
    return `May follow: ${fitting.slice(0, offered).map(inlineCode).join(', ')}${more}`;
  }
  const doc = [modifierDocs[modifier], modifierExample(modifier)].filter(Boolean).join('\n\n');
  const isOdd = !fitting.includes(modifier) && !['ignorecase', 'multiline', 'dotall'].includes(modifier);
  return isOdd
    ? `${doc}\n\nUnusual behind ${inlineCode(before.at(-1) ?? '')}: check that the chain means what you want.`
    : doc;
}
