/** The lint rules that reproduce the validators of SigmaHQ. */
import type { Severity } from '../base/problem.ts';
import { defineRule, type LintRule, type LintVisitors } from './define-rule.ts';

const severities = { low: 'information', medium: 'warning', high: 'error' } as const satisfies Record<string, Severity>;

/**
 * A validator of SigmaHQ. Most are house style of its collection; those for what is wrong or risky anywhere have a severity for the
 * default profile. As in pySigma, filters are left alone.
 */
export function defineSigmahqRule(
  rule: Pick<LintRule, 'id' | 'aliases' | 'options' | 'summary' | 'defaultSeverity'> & {
    readonly severity: keyof typeof severities;
    readonly visit: Omit<LintVisitors, 'document' | 'filter'>;
  },
): LintRule {
  const { any, tag } = rule.visit;
  return defineRule({
    ...rule,
    severity: severities[rule.severity],
    profiles: [...(rule.defaultSeverity ? (['default'] as const) : []), 'sigmahq', 'strict', 'pysigma'],
    visit: {
      ...rule.visit,
      ...(any && { any: (node, context) => void (node.kind === 'filter' || any(node, context)) }),
      ...(tag && { tag: (node, context) => void (context.rule.kind === 'filter' || tag(node, context)) }),
    },
  });
}

/** A whole number from the configuration. */
export function numberOption(option: unknown, otherwise: number): number {
  return typeof option === 'number' || typeof option === 'bigint' ? Number(option) : otherwise;
}

/** A list of texts from the configuration. */
export function wordsOption(option: unknown, otherwise: readonly string[]): readonly string[] {
  return Array.isArray(option) ? option.map(String) : otherwise;
}
