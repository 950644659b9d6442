/** Condition texts: the tree before postprocessing, or the error. */
import { freeConditionText } from '../../server/src/sigma/condition/condition-text.ts';
import { parseCondition } from '../../server/src/sigma/condition/parse-condition.ts';
import type { ConditionNode } from '../../server/src/sigma/rule/sigma-rule.ts';
import { answerOf, type Comparison } from './comparison.ts';

function treeOf(node: ConditionNode): unknown {
  if (node.kind === 'identifier') return ['id', node.name];
  if (node.kind === 'selector') return ['sel', node.quantifier, node.pattern];
  return [node.kind, ...node.args.map(treeOf)];
}

export const conditions: Comparison = {
  id: 'conditions',
  files: /(^|\/)unit\/conditions\.jsonl(\.gz)?$/,
  *compare(file) {
    for (const line of file.lines()) {
      const { condition } = JSON.parse(line) as { condition: string };
      const { tree, error } = parseCondition(freeConditionText(condition), { gluedOperators: true });
      const answer = error
        ? { condition, ok: false, error_class: error.errorClass, error: error.message }
        : { condition, ok: true, tree: treeOf(tree as ConditionNode) };
      yield answerOf(condition, line, JSON.stringify(answer));
    }
  },
};
