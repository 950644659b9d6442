import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqStatus = defineSigmahqRule({
  id: 'sigmahq_status',
  severity: 'high',
  summary: 'A deprecated or unsupported rule.',
  visit: {
    any({ status }, { report }) {
      if (status?.value !== 'deprecated' && status?.value !== 'unsupported') return;
      report({
        span: status.span,
        tag: 'deprecated',
        message: `The status is '${status.value}'. SigmaHQ keeps such rules in a folder of their own; do not deploy this one.`,
      });
    },
  },
});
