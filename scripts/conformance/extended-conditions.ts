/** Extended conditions of correlations: the tree and the rules that it names, or the error. */
import { freeConditionText } from '../../server/src/sigma/condition/condition-text.ts';
import {
  parseExtendedCondition,
  referencedRules,
} from '../../server/src/sigma/correlation/parse-extended-condition.ts';
import type { ConditionNode } from '../../server/src/sigma/rule/sigma-rule.ts';
import { answerOf, type Comparison } from './comparison.ts';

function treeOf(node: ConditionNode): unknown {
  if (node.kind === 'identifier') return ['ref', node.name];
  return node.kind === 'selector' ? [] : [node.kind, ...node.args.map(treeOf)];
}

export const extendedConditions: Comparison = {
  id: 'extended-correlation-conditions',
  files: /(^|\/)unit\/extended-correlation-conditions\.jsonl(\.gz)?$/,
  *compare(file) {
    for (const line of file.lines()) {
      const { condition } = JSON.parse(line) as { condition: string };
      const { tree, error } = parseExtendedCondition(freeConditionText(condition));
      const answer =
        tree === null
          ? { condition, ok: false, error_class: error?.errorClass, error: error?.message }
          : {
              condition,
              ok: true,
              tree: treeOf(tree),
              rules: referencedRules(tree).map(({ reference }) => reference),
            };
      yield answerOf(condition, line, JSON.stringify(answer));
    }
  },
};
