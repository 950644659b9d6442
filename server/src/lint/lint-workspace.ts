import type { WorkspaceIndex } from '../workspace/workspace-index.ts';
import { activeRules, defaultLintConfig, isExcluded } from './config.ts';
import { type Finding, findingOf } from './finding.ts';
import type { LintOptions } from './linter.ts';
import { lintRules } from './rules/index.ts';

export interface WorkspaceLintOptions extends LintOptions {
  /** False while not all files are in the index: then nothing is called missing. */
  readonly isComplete?: boolean;
}

/** Findings in one file that only all files together show. Its cost depends on the file, not on the number of the others. */
export function lintInWorkspace(index: WorkspaceIndex, path: string, options: WorkspaceLintOptions = {}): Finding[] {
  const own = [[path, index.rulesOf(path)]] as const;
  // A copy would ask for the index's size, which may mean to count all files.
  const narrowed: WorkspaceIndex = Object.create(index, { files: { value: () => own } });
  return lintWorkspace(narrowed, options).get(path) ?? [];
}

/** Findings that only all files together show, by path. */
export function lintWorkspace(index: WorkspaceIndex, options: WorkspaceLintOptions = {}): Map<string, Finding[]> {
  const config = options.config ?? defaultLintConfig;
  const byPath = new Map<string, Finding[]>();
  for (const active of activeRules(options.rules ?? lintRules, config)) {
    const { rule: lintRule, options: ruleOptions } = active;
    if (!lintRule.workspace) continue;
    try {
      lintRule.workspace(index, {
        profile: config.profile,
        options: ruleOptions,
        isComplete: options.isComplete ?? true,
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
