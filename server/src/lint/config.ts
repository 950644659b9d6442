/** Which lint rules run, how loud they are, and where they are silent. */
import type { Severity } from '../base/problem.ts';
import type { LintProfile, LintRule } from './define-rule.ts';

export interface LintConfig {
  readonly profile: LintProfile;
  /** By lint rule id or alias, or by the code of a parse problem; `off` silences, a severity also switches on. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** By Sigma rule id (canonical UUID; empty for rules without one): the lint rules that are silent there. */
  readonly exclusions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Arguments by lint rule id. */
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

export const lintProfiles: readonly LintProfile[] = ['default', 'sigmahq', 'strict', 'pysigma'];

export const defaultLintConfig: LintConfig = {
  profile: 'default',
  severities: new Map(),
  exclusions: new Map(),
  options: new Map(),
};

export interface ActiveRule {
  readonly rule: LintRule;
  readonly severity: Severity;
  /** Whether the severity comes from the configuration. */
  readonly configured: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

const noOptions: Readonly<Record<string, unknown>> = {};

const knownActive = new WeakMap<
  LintConfig,
  { readonly rules: readonly LintRule[]; readonly active: readonly ActiveRule[] }
>();

/** The rules that run under a configuration, with their severities. */
export function activeRules(rules: readonly LintRule[], config: LintConfig): readonly ActiveRule[] {
  const known = knownActive.get(config);
  if (known?.rules === rules) return known.active;
  const active = chooseActive(rules, config);
  knownActive.set(config, { rules, active });
  return active;
}

function chooseActive(rules: readonly LintRule[], config: LintConfig): readonly ActiveRule[] {
  const active: ActiveRule[] = [];
  const isPlain = config.severities.size === 0;
  for (const rule of rules) {
    const configured = isPlain ? undefined : severityFor(rule, config);
    if (configured === 'off' || (configured === undefined && !rule.profiles.includes(config.profile))) continue;
    const options = config.options.get(rule.id) ?? noOptions;
    const usual = (config.profile === 'default' ? rule.defaultSeverity : undefined) ?? rule.severity;
    active.push({ rule, severity: configured ?? usual, configured: configured !== undefined, options });
  }
  return active;
}

/** Whether a lint rule is silent for the Sigma rule with this id. */
export function isExcluded(rule: LintRule, sigmaRuleId: string | undefined, config: LintConfig): boolean {
  const excluded = config.exclusions.get(sigmaRuleId ?? '');
  return excluded !== undefined && (excluded.has(rule.id) || (rule.aliases ?? []).some((alias) => excluded.has(alias)));
}

function severityFor(rule: LintRule, config: LintConfig): Severity | 'off' | undefined {
  for (const id of [rule.id, ...(rule.aliases ?? [])]) {
    const severity = config.severities.get(id);
    if (severity !== undefined) return severity;
  }
  return undefined;
}

/** Whether rules report all that the validator they reproduce reports, also what is harmless. */
export function isExact(profile: LintProfile): boolean {
  return profile === 'pysigma' || profile === 'sigmahq';
}
