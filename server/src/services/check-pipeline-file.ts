/** Checks a processing pipeline as the editor does. */
import type { DataFiles } from '../data/data-files.ts';
import { checkPipeline } from '../ide/pipeline/check-pipeline.ts';
import { isPipelineDocument } from '../ide/pipeline/is-pipeline.ts';
import { pipelineVocabulary } from '../ide/pipeline/vocabulary.ts';
import type { LintConfig } from '../lint/config.ts';
import { createLintData } from '../lint/lint-data.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { type CheckedFile, placed } from './check.ts';

export interface CheckPipelineOptions {
  readonly config?: LintConfig | undefined;
  readonly files?: DataFiles | undefined;
}

/** `undefined` for a text that is no pipeline. Severities are those of the configuration. */
export function checkPipelineFile(text: string, { config, files }: CheckPipelineOptions): CheckedFile | undefined {
  const stream = parseYaml(text);
  if (!isPipelineDocument(stream.documents[0]?.root ?? null)) return undefined;
  const findings = checkPipeline(stream, pipelineVocabulary(createLintData(files))).flatMap((problem) => {
    const severity = config?.severities.get(problem.code) ?? problem.severity;
    return severity === 'off' ? [] : [{ ...problem, severity, document: 0 }];
  });
  return { holdsSigma: true, findings: placed(text, findings), rules: [] };
}
