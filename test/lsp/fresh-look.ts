import { LineIndex } from '../../server/src/base/line-index.ts';
import type { Problem } from '../../server/src/base/problem.ts';
import { checkPipeline } from '../../server/src/ide/pipeline/check-pipeline.ts';
import { pipelineVocabulary } from '../../server/src/ide/pipeline/vocabulary.ts';
import { defaultLintConfig } from '../../server/src/lint/config.ts';
import { createLintData } from '../../server/src/lint/lint-data.ts';
import { lintInWorkspace } from '../../server/src/lint/lint-workspace.ts';
import { type Finding, lintSigma, withoutSuppressed } from '../../server/src/lint/linter.ts';
import { type Recognised, recognise } from '../../server/src/lsp/recognition.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { summarizeFile } from '../../server/src/workspace/file-summary.ts';
import { fileUriToPath } from '../../server/src/workspace/file-uri.ts';
import { createWorkspaceIndex } from '../../server/src/workspace/workspace-index.ts';
import { parseYaml } from '../../server/src/yaml/parse-yaml.ts';

const data = createLintData(openDataFiles(`${import.meta.dirname}/../../corpus`));
const syntax = new Set(['reader-error', 'scanner-error', 'parser-error', 'composer-error']);

/**
 * What should be shown for a document that is alone in its editor: its whole text read, checked and placed anew, by the core alone. Only
 * one thing is remembered: which YAML documents were Sigma before.
 */
export class FreshLook {
  readonly #path: string;
  readonly #isSigma: boolean;
  #previous: Recognised | null = null;

  constructor(uri: string, languageId: string) {
    this.#path = fileUriToPath(uri) ?? uri;
    this.#isSigma = languageId === 'sigma';
  }

  squiggles(text: string): string[] {
    const recognised = recognise(text, this.#isSigma, this.#previous);
    this.#previous = recognised;
    if (!recognised) return [];
    const { parse } = recognised;
    const findings = [...lintSigma(parse, { data, path: this.#path }), ...this.#workspace(recognised)];
    const broken = new Set(findings.filter(({ code }) => syntax.has(code)).map(({ document }) => document));
    const shown = findings.filter(
      ({ code, document }) => syntax.has(code) || (recognised.documents.has(document) && !broken.has(document)),
    );
    return placed(text, shown);
  }

  #workspace({ parse, documents }: Recognised): readonly Finding[] {
    const index = createWorkspaceIndex();
    const { rules, lineStarts } = summarizeFile(parse);
    index.set(
      this.#path,
      rules.filter(({ document }) => documents.has(document)),
      lineStarts,
    );
    const found = lintInWorkspace(index, this.#path, { config: defaultLintConfig, isComplete: false, data });
    return withoutSuppressed(found, parse);
  }
}

/** The same for a text that was recognised as a pipeline once. */
export function pipelineSquiggles(text: string): string[] {
  return placed(text, checkPipeline(parseYaml(text), pipelineVocabulary(data)));
}

function placed(text: string, problems: readonly Problem[]): string[] {
  const lines = new LineIndex(text);
  return problems.map(({ code, span }) => {
    const [start, end] = [lines.positionAt(span.start), lines.positionAt(span.end)];
    const endLine = end.line === start.line ? '' : `${end.line}:`;
    return `${start.line}:${start.character}-${endLine}${end.character} ${code} «${text.slice(span.start, span.end)}»`;
  });
}
