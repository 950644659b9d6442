import type { Span } from '../base/span.ts';
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
    logic: logicHash(parse.text, logicPlaces(rule)),
    references: referencesOf(rule),
    mentions: ruleMentions(parse.text, rule),
  }));
}

function logsourceOf(rule: AnySigmaRule): RuleSummary['logsource'] {
  if (rule.kind === 'correlation' || !rule.logsource) return undefined;
  const { category, product, service } = rule.logsource;
  return { category, product, service };
}

/** The places of a rule that say what it detects. */
function logicPlaces(rule: AnySigmaRule): readonly Span[] {
  if (rule.kind === 'correlation' || !rule.detection) return [rule.span];
  return [...(rule.logsource ? [rule.logsource.span] : []), rule.detection.span];
}

/** FNV-1a, 32 bits, with white space as one space: it only tells likely copies apart from different rules. */
function logicHash(text: string, places: readonly Span[]): number {
  let value = 0x811c9dc5;
  for (const { start, end } of places) {
    let isSpaceDue = false;
    for (let i = start; i < end; i++) {
      const c = text.charCodeAt(i);
      if (isWhiteSpace(c)) {
        isSpaceDue = true;
        continue;
      }
      if (isSpaceDue) value = Math.imul(value ^ 32, 0x01000193);
      isSpaceDue = false;
      value = Math.imul(value ^ c, 0x01000193);
    }
    value = Math.imul(value ^ 32, 0x01000193);
  }
  return value >>> 0;
}

function isWhiteSpace(c: number): boolean {
  return c <= 32 || c === 0x85 || c === 0xa0 || c === 0xfeff;
}

function referencesOf(rule: AnySigmaRule): readonly SigmaRuleReference[] {
  if (rule.kind === 'rule') return [];
  return rule.rules === 'any' ? [] : rule.rules;
}
