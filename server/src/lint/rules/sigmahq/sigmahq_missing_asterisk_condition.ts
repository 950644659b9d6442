import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqMissingAsteriskCondition = defineSigmahqRule({
  id: 'sigmahq_missing_asterisk_condition',
  severity: 'medium',
  defaultSeverity: 'information',
  summary: 'A selector over a name without asterisk.',
  visit: {
    any(rule, { conditions, report }) {
      if (rule.kind === 'correlation') return;
      for (const { condition } of conditions)
        for (const match of condition.text.matchAll(/\s+of\s+([^\s)]+)/g)) {
          const name = match[1] as string;
          if (name === 'them' || name.endsWith('*')) continue;
          const end = condition.offsetAt(match.index + match[0].length);
          report({
            span: { start: condition.offsetAt(match.index + match[0].length - name.length), end },
            message: `'${name}' has no asterisk, so only the selection of just this name is meant. Write '${name}*', or name it without '1 of' or 'all of'.`,
            fixes: [
              { title: `Write '${name}*'`, kind: 'suggestion', edits: [{ span: { start: end, end }, newText: '*' }] },
            ],
          });
          return;
        }
    },
  },
});
