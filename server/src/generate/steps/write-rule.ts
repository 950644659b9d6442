/** A draft as the text of a rule file: keys in the order of the Sigma specification, lists indented as SigmaHQ indents them. */
import { v5 as uuidV5 } from 'uuid';
import { type AttackTable, tacticsOf } from '../../data/attack.ts';
import type { DraftItem, DraftSelection, RuleDraft } from './rule-draft.ts';
import { escapeSigma } from './sigma-text.ts';

/** Namespace of the ids of generated rules. */
const namespace = '0d9a4a54-8d0c-5b5e-9a3e-3f1f6c1f7c11';

/** The same provider, technique and selections always give the same id, whatever the rule is called. */
export function ruleId({ provider, techniques, selections, condition }: RuleDraft): string {
  const content = selections.map(({ name, alternatives }) => [
    name,
    alternatives.map((items) =>
      items.map(({ field, modifiers, values }) => [field, modifiers, values.map(({ text }) => text)]),
    ),
  ]);
  return uuidV5(JSON.stringify([provider, techniques[0] ?? '', content, condition]), namespace);
}

export interface WriteOptions {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Gives the tactics of the rule's techniques. */
  readonly attack: AttackTable;
  /** Where the report was found; cited before what the draft cites. */
  readonly reference?: string;
}

export function writeRule(draft: RuleDraft, { date, attack, reference }: WriteOptions): string {
  const references = new Set([...(reference === undefined ? [] : [reference]), ...draft.references]);
  const tags = [...tacticsOf(attack, draft.techniques), ...draft.techniques.map((id) => id.toLowerCase())];
  const lines = [
    `title: ${quoted(draft.title)}`,
    `id: ${ruleId(draft)}`,
    'status: experimental',
    `description: ${quoted(draft.description)}`,
    ...list('references', [...references].map(quoted)),
    'author: Sigmasmith',
    `date: ${date}`,
    ...list(
      'tags',
      tags.map((tag) => `attack.${tag}`),
    ),
    'logsource:',
    ...Object.entries(draft.logsource).map(([key, value]) => `    ${key}: ${value}`),
    'detection:',
    ...draft.selections.flatMap(writeSelection),
    `    condition: ${draft.condition}`,
    ...list('falsepositives', draft.falsepositives.map(quoted)),
    `level: ${draft.level}`,
  ];
  return `${lines.join('\n')}\n`;
}

function list(key: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`${key}:`, ...values.map((value) => `    - ${value}`)];
}

function writeSelection({ name, alternatives }: DraftSelection): string[] {
  const [first] = alternatives;
  const keywords = first?.length === 1 && first[0]?.field === '';
  if (keywords)
    return [`    ${name}:`, ...(first?.[0]?.values ?? []).map(({ text }) => `        - ${single(escapeSigma(text))}`)];
  if (alternatives.length === 1)
    return [`    ${name}:`, ...(first ?? []).flatMap((item) => writeItem(item, '        '))];
  const maps = alternatives.map((items) => items.flatMap((item) => writeItem(item, '          ')));
  return [
    `    ${name}:`,
    ...maps.flatMap((map) => map.map((line, index) => (index === 0 ? `        - ${line.trimStart()}` : line))),
  ];
}

function writeItem({ field, modifiers, values }: DraftItem, indent: string): string[] {
  const key = [field, ...modifiers].join('|');
  const written = values.map(({ text }) => (modifiers.length === 0 ? scalar(text) : single(escapeSigma(text))));
  if (written.length === 1 && !modifiers.includes('all')) return [`${indent}${key}: ${written[0]}`];
  return [`${indent}${key}:`, ...written.map((value) => `${indent}    - ${value}`)];
}

/** A whole number stands without quotes, as linters want it. */
function scalar(text: string): string {
  return /^(?:0|[1-9]\d{0,14})$/.test(text) ? text : single(escapeSigma(text));
}

function single(text: string): string {
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)
    ? JSON.stringify(text)
    : `'${text.replaceAll("'", "''")}'`;
}

/** Plain where YAML reads a plain scalar as this very string. */
function quoted(text: string): string {
  const plain =
    /^[A-Za-z][\w./-]*(?:[ ,;()][\w./(-][\w./()%+-]*|, )*[\w.)]?$/.test(text) ||
    /^https?:\/\/[^\s#'"]*[^\s#'":]$/.test(text);
  return plain && !/: |^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : single(text);
}
