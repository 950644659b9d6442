import { type Span, sliceSpan } from '../base/span.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import type { AnySigmaRule, SigmaLogSource, SigmaRuleReference, Spanned } from '../sigma/rule/sigma-rule.ts';
import { type RuleMention, ruleMentions } from './rule-mentions.ts';

/** What the rest of a workspace needs to know of a rule: no tree, no text. */
export interface RuleSummary {
  readonly kind: AnySigmaRule['kind'];
  /** Index of the YAML document. */
  readonly document: number;
  readonly span: Span;
  readonly id: Spanned<string> | undefined;
  readonly name: Spanned<string> | undefined;
  readonly title: Spanned<string> | undefined;
  /** Keys of the log source that the rule names; absent for correlations. */
  readonly logsource?: Pick<SigmaLogSource, 'category' | 'product' | 'service'> | undefined;
  /** Hash of the log source's and detection's text without regard to white space; equal for copies of a rule. */
  readonly logic: number;
  /** Rules that a correlation or filter names, by id or name. */
  readonly references: readonly SigmaRuleReference[];
  /** Every place that names another rule, `references` included. */
  readonly mentions: readonly RuleMention[];
}

export function summarizeRules(parse: SigmaParse): RuleSummary[] {
  return parse.collection.rules.map((rule) => ({
    kind: rule.kind,
    document: rule.document,
    span: rule.span,
    id: rule.id,
    name: rule.name,
    title: rule.title,
    logsource: logsourceOf(rule),
    logic: hash(logicText(parse.text, rule)),
    references: referencesOf(rule),
    mentions: ruleMentions(parse.text, rule),
  }));
}

function logsourceOf(rule: AnySigmaRule): RuleSummary['logsource'] {
  if (rule.kind === 'correlation' || !rule.logsource) return undefined;
  const { category, product, service } = rule.logsource;
  return { category, product, service };
}

function logicText(text: string, rule: AnySigmaRule): string {
  const places =
    rule.kind === 'correlation' || !rule.detection
      ? [rule.span]
      : [...(rule.logsource ? [rule.logsource.span] : []), rule.detection.span];
  return places.map((place) => sliceSpan(text, place).replace(/\s+/g, ' ').trim()).join(' ');
}

/** FNV-1a, 32 bits: it only tells likely copies apart from different rules. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

function referencesOf(rule: AnySigmaRule): readonly SigmaRuleReference[] {
  if (rule.kind === 'rule') return [];
  return rule.rules === 'any' ? [] : rule.rules;
}
