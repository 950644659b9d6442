import { inlineCode } from '../markdown.ts';
import type { DocumentKind, SigmaKey } from '../sigma-keys.ts';
import { findKey } from '../sigma-keys.ts';
import type { Explain } from './explanation.ts';

/** A key of the specification: what it means and what it may hold. */
export const explainKey: Explain = ({ scalar, path, isKey, rule }) => {
  const key = isKey ? findKey(path, kindOf(rule?.kind)) : undefined;
  return key && { span: scalar.span, markdown: describeKey(key) };
};

/** A value that the specification lists: `level: high`. */
export const explainListedValue: Explain = ({ scalar, path, isKey, rule }) => {
  const values = isKey ? undefined : findKey(path, kindOf(rule?.kind))?.values;
  if (!values || !Object.hasOwn(values, scalar.text)) return undefined;
  return { span: scalar.span, markdown: `**${scalar.text}**\n\n${values[scalar.text]}` };
};

function kindOf(kind: DocumentKind | undefined): DocumentKind {
  return kind ?? 'rule';
}

function describeKey({ name, doc, required, values }: SigmaKey): string {
  const list = Object.entries(values ?? {}).map(([value, meaning]) => `- ${inlineCode(value)}: ${meaning}`);
  return [`**${name}**${required ? ' (required)' : ''}`, doc, list.join('\n')].filter(Boolean).join('\n\n');
}
