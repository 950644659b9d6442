import type { ConditionNode } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { nodesOf } from '../../places.ts';

/** Operands of OR that are an AND without parentheses around it. */
function* bareAnds(tree: ConditionNode, text: string): Generator<ConditionNode> {
  for (const node of nodesOf(tree)) {
    if (node.kind !== 'or') continue;
    for (const operand of node.args) if (operand.kind === 'and' && !isInParentheses(operand, text)) yield operand;
  }
}

function isInParentheses({ span }: ConditionNode, text: string): boolean {
  return /\(\s*$/.test(text.slice(Math.max(0, span.start - 20), span.start)) && /^\s*\)/.test(text.slice(span.end));
}

function addParentheses({ span }: ConditionNode): Fix {
  return {
    title: 'Add parentheses',
    kind: 'safe',
    edits: [
      { span: { start: span.start, end: span.start }, newText: '(' },
      { span: { start: span.end, end: span.end }, newText: ')' },
    ],
  };
}

export const ambiguousPrecedence = defineRule({
  id: 'ambiguous_precedence',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'Both and and or in a condition, without parentheses.',
  visit: {
    any(_rule, { conditions, text, report }) {
      for (const { tree } of conditions)
        for (const node of tree ? bareAnds(tree, text) : [])
          report({
            span: node.span,
            message:
              "'and' binds more strongly than 'or', so this part stands for itself beside the 'or'. Put parentheses around what belongs together.",
            fixes: [addParentheses(node)],
          });
    },
  },
});
