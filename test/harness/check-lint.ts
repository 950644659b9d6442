import { expect } from 'vitest';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { defaultLintConfig, type LintConfig } from '../../server/src/lint/config.ts';
import { lintWorkspace } from '../../server/src/lint/lint-workspace.ts';
import { type Finding, type LintOptions, lintSigma } from '../../server/src/lint/linter.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { summarizeRules } from '../../server/src/workspace/rule-summary.ts';
import { createWorkspaceIndex } from '../../server/src/workspace/workspace-index.ts';
import { readSquiggles, type Squiggle, showSquiggle } from './squiggles.ts';

export interface CheckLintOptions extends LintOptions {
  /** Other files of the workspace, with the same text. */
  readonly others?: readonly string[];
}

/** A configuration under which only one lint rule runs. */
export function only(id: string, config: LintConfig = defaultLintConfig): LintConfig {
  return { ...config, severities: new Map([[id, 'warning']]) };
}

/** All findings of a text, those about the workspace included. */
export function findingsOf(text: string, options: CheckLintOptions = {}): Finding[] {
  const parse = parseSigma(text, { treatAsSigma: true });
  const failures: unknown[] = [];
  const lintOptions = { onRuleFailure: (_id: string, error: unknown) => void failures.push(error), ...options };
  const index = createWorkspaceIndex();
  const path = options.path ?? '';
  for (const file of [path, ...(options.others ?? [])]) index.set(file, summarizeRules(parse));
  const findings = [...lintSigma(parse, lintOptions), ...(lintWorkspace(index, lintOptions).get(path) ?? [])];
  expect(failures).toEqual([]);
  return findings;
}

/** Checks that a text has exactly the findings that its squiggles mark. */
export function checkLint(marked: string, options: CheckLintOptions = {}): void {
  const { text, squiggles: expected } = readSquiggles(marked);
  const actual = inOrder(squigglesOf(text, findingsOf(text, options)));
  const shown = actual.map((squiggle, index) => ({
    ...squiggle,
    message: squiggle.message.startsWith(expected[index]?.message ?? '\0')
      ? expected[index]!.message
      : squiggle.message,
  }));
  expect(shown.map(showSquiggle)).toEqual(inOrder(expected).map(showSquiggle));
}

/** Findings as squiggles; one that goes on below its first line is cut there. */
function squigglesOf(text: string, findings: readonly Finding[]): Squiggle[] {
  const lines = new LineIndex(text);
  return findings.map(({ span, code, message }) => {
    const start = lines.positionAt(span.start);
    const end = lines.positionAt(span.end);
    const lineEnd = (text.split('\n')[start.line] as string).length;
    return {
      line: start.line,
      start: start.character,
      end: end.line === start.line ? end.character : lineEnd,
      code,
      message,
    };
  });
}

function inOrder(squiggles: readonly Squiggle[]): Squiggle[] {
  return [...squiggles].sort((a, b) => a.line - b.line || a.start - b.start || a.end - b.end);
}
