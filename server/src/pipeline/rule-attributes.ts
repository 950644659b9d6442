/** The attributes of a rule as pySigma's objects have them, for conditions and templates that name them. */
import type { Spanned } from '../sigma/rule/sigma-rule.ts';
import type { PlainValue } from './plain-value.ts';
import type { AnyRuleDraft } from './rule-draft.ts';

export const levels = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export const statuses = ['unsupported', 'deprecated', 'experimental', 'test', 'stable'] as const;

export interface RuleAttribute {
  readonly value: PlainValue;
  /** Set where the values have an order of their own. */
  readonly scale?: 'level' | 'status';
}

const texts = (values: readonly Spanned<string>[]): PlainValue => values.map(({ value }) => value);
const text = (value: Spanned<PlainValue> | undefined): RuleAttribute => ({ value: value?.value ?? null });

type Readers = Readonly<Record<string, (rule: AnyRuleDraft) => RuleAttribute>>;

/** Stands for an object that no condition compares. */
const structure: RuleAttribute = { value: new Map() };

const readers: Readers = {
  title: ({ source }) => ({ value: source.title?.value ?? '' }),
  id: ({ source }) => text(source.id),
  name: ({ source }) => text(source.name),
  taxonomy: ({ source }) => ({ value: source.taxonomy }),
  status: ({ source }) => ({ ...text(source.status), ...(source.status && { scale: 'status' }) }),
  level: ({ source }) => ({ ...text(source.level), ...(source.level && { scale: 'level' }) }),
  description: ({ source }) => text(source.description),
  author: ({ source }) => text(source.author),
  license: ({ source }) => text(source.license),
  date: ({ source }) => text(source.date),
  modified: ({ source }) => text(source.modified),
  references: ({ source }) => ({ value: texts(source.references) }),
  tags: ({ tags }) => ({ value: tags.map(({ namespace, name }) => `${namespace}.${name}`) }),
  fields: ({ fields }) => ({ value: texts(fields) }),
  falsepositives: ({ source }) => ({ value: texts(source.falsepositives) }),
  scope: ({ source }) => ({ value: texts(source.scope) }),
  custom_attributes: ({ customAttributes }) => ({ value: customAttributes }),
};

const structures: readonly string[] = ['related', 'applied_processing_items'];

const ruleReaders: Readers = { logsource: () => structure, detection: () => structure };

const correlationReaders: Readers = {
  type: () => structure,
  rules: (rule) => ({ value: rule.kind === 'rule' ? null : rule.source.rules.map(({ reference }) => reference) }),
  generate: (rule) => ({ value: rule.kind === 'correlation' && rule.source.generate }),
  timespan: () => structure,
  group_by: (rule) => ({ value: rule.kind === 'rule' || !rule.groupBy ? null : texts(rule.groupBy) }),
  aliases: () => structure,
  condition: () => structure,
};

/** The attribute, or a custom one of that name; `undefined` when the rule has neither. */
export function ruleAttribute(rule: AnyRuleDraft, name: string): RuleAttribute | undefined {
  if (structures.includes(name)) return structure;
  const own = rule.kind === 'rule' ? ruleReaders : correlationReaders;
  const table = Object.hasOwn(readers, name) ? readers : own;
  if (Object.hasOwn(table, name)) return table[name]?.(rule);
  const value = rule.customAttributes.get(name);
  return value === undefined ? undefined : { value };
}
