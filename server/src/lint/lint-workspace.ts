import type { WorkspaceIndex } from '../workspace/workspace-index.ts';
import { activeRules, defaultLintConfig, isExcluded } from './config.ts';
import { type Finding, findingOf } from './finding.ts';
import type { LintOptions } from './linter.ts';
import { lintRules } from './rules/index.ts';

/** Findings that only all files together show, by path. */
export function lintWorkspace(index: WorkspaceIndex, options: LintOptions = {}): Map<string, Finding[]> {
  const config = options.config ?? defaultLintConfig;
  const byPath = new Map<string, Finding[]>();
  for (const active of activeRules(options.rules ?? lintRules, config)) {
    const { rule: lintRule, options: ruleOptions } = active;
    if (!lintRule.workspace) continue;
    try {
      lintRule.workspace(index, {
        profile: config.profile,
        options: ruleOptions,
        report({ path, rule }, report) {
          if (isExcluded(lintRule, rule.id?.value, config)) return;
          const finding = findingOf(active, rule.document, report);
          byPath.set(path, [...(byPath.get(path) ?? []), finding]);
        },
      });
    } catch (error) {
      options.onRuleFailure?.(lintRule.id, error);
    }
  }
  return byPath;
}
