/**
 * What is wrong with a pipeline file: everything that keeps it from being loaded, each at its place, and what is allowed but does not do
 * what it seems to. Errors are decided by the same definitions that load pipelines.
 */
import type { Problem } from '../../base/problem.ts';
import { codeOfErrorClass } from '../../lint/parse-errors.ts';
import { loadPipelineStream } from '../../pipeline/load-pipeline.ts';
import type { YamlStream } from '../../yaml/nodes.ts';
import { type CheckContext, checkContext } from './check-context.ts';
import { checkItem } from './check-item.ts';
import { checkItemUse } from './check-item-use.ts';
import { checkReferences } from './check-references.ts';
import { checkTopLevel } from './check-top-level.ts';
import { allItems, pipelineTree } from './pipeline-tree.ts';
import { noVocabulary, type PipelineVocabulary } from './vocabulary.ts';

/** All problems of a file by place. Of broken YAML only what breaks it: what else seems wrong there is a consequence. */
export function checkPipeline(stream: YamlStream, vocabulary: PipelineVocabulary = noVocabulary): readonly Problem[] {
  const problems: Problem[] = [];
  const context = checkContext(stream.text, problems, vocabulary);
  const broken = yamlErrors(stream);
  problems.push(...broken);
  if (broken.length === 0) checkDocuments(stream, context);
  for (const document of stream.documents) reportDuplicates(document.problems, context);
  if (!problems.some(({ severity }) => severity === 'error')) problems.push(...remaining(stream));
  return problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function yamlErrors({ documents, error }: YamlStream): readonly Problem[] {
  const errors = documents.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));
  if (errors.length > 0 || !error) return errors;
  const { errorClass, span, message } = error;
  return [{ code: codeOfErrorClass(errorClass), severity: 'error', span, message: sentence(message) }];
}

function checkDocuments({ documents, text }: YamlStream, context: CheckContext): void {
  for (const { span } of documents.slice(1))
    context.error(span, 'A pipeline file holds one YAML document. Remove this one, or put it into a file of its own.');
  const root = documents[0]?.root ?? null;
  if (root?.kind !== 'map') {
    const span = root?.span ?? { start: 0, end: text.length };
    context.error(span, 'A pipeline is a mapping with keys such as "transformations".');
    return;
  }
  const tree = pipelineTree(root);
  checkTopLevel(tree, context);
  for (const item of allItems(tree.items)) {
    checkItem(item, context);
    checkItemUse(item, context);
  }
  checkReferences(tree, context);
}

/** Keys that stand twice: YAML allows them, and the first is lost. */
function reportDuplicates(problems: readonly Problem[], context: CheckContext): void {
  for (const problem of problems)
    if (problem.code === 'duplicate-key')
      context.report(
        'warning',
        'pipeline_duplicate_key',
        problem.span,
        'This key stands here twice, and only the last one counts. Remove one of them, or give it another name.',
      );
}

/** A file that cannot be loaded is never said to be sound. */
function remaining(stream: YamlStream): readonly Problem[] {
  return loadPipelineStream(stream).errors.map(({ errorClass, message, span }) => ({
    code: codeOfErrorClass(errorClass),
    severity: 'error',
    span,
    message: sentence(message),
  }));
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
