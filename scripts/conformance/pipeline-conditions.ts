/** Expressions over the conditions of processing items: the tree, or the error. */
import { type ConditionExpression, parseConditionExpression } from '../../server/src/pipeline/condition-expression.ts';
import { ConversionError } from '../../server/src/pipeline/conversion-error.ts';
import { answerOf, type Comparison } from './comparison.ts';

function treeOf(node: ConditionExpression): unknown {
  return node.kind === 'identifier' ? ['id', node.name] : [node.kind, ...node.args.map(treeOf)];
}

function answer(expression: string): object {
  try {
    return { expression, ok: true, tree: treeOf(parseConditionExpression(expression, { start: 0, end: 0 })) };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    return { expression, ok: false, error_class: error.errorClass, error: error.message };
  }
}

export const pipelineConditions: Comparison = {
  id: 'pipeline-condition-expressions',
  files: /(^|\/)unit\/pipeline-condition-expressions\.jsonl(\.gz)?$/,
  *compare(file) {
    for (const line of file.lines()) {
      const { expression } = JSON.parse(line) as { expression: string };
      yield answerOf(expression, line, JSON.stringify(answer(expression)));
    }
  },
};
