import type { WorkspaceIndex } from '../workspace/workspace-index.ts';
import { activeRules, defaultLintConfig, isExcluded } from './config.ts';
import type { Finding, LintOptions } from './linter.ts';
import { lintRules } from './rules/index.ts';

/** Findings that only all files together show, by path. */
export function lintWorkspace(index: WorkspaceIndex, options: LintOptions = {}): Map<string, Finding[]> {
  const config = options.config ?? defaultLintConfig;
  const byPath = new Map<string, Finding[]>();
  for (const { rule: lintRule, severity, options: ruleOptions } of activeRules(options.rules ?? lintRules, config)) {
    if (!lintRule.workspace) continue;
    try {
      lintRule.workspace(index, {
        profile: config.profile,
        options: ruleOptions,
        report({ path, rule }, report) {
          if (isExcluded(lintRule, rule.id?.value, config)) return;
          const finding = { code: lintRule.id, severity, document: rule.document, ...report };
          byPath.set(path, [...(byPath.get(path) ?? []), finding]);
        },
      });
    } catch (error) {
      options.onRuleFailure?.(lintRule.id, error);
    }
  }
  return byPath;
}
