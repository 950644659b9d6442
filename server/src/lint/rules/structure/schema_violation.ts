import type { Span } from '../../../base/span.ts';
import type { AnySigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule } from '../../define-rule.ts';
import { correlationForm, filterForm, ruleForm, violationsOf } from '../../specification.ts';

const forms = { rule: ruleForm, correlation: correlationForm, filter: filterForm };

/** Whether an error already stands in the place. */
function hasError({ errors, furtherErrors }: AnySigmaRule, { start, end }: Span): boolean {
  return [errors, furtherErrors].some((list) => list.some(({ span }) => span.start < end && span.end > start));
}

export const schemaViolation = defineRule({
  id: 'schema_violation',
  aliases: ['empty_filter_rules'],
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A part of another form than the specification gives it.',
  visit: {
    any(rule, { report }) {
      for (const { span, within, message } of violationsOf(rule.node, forms[rule.kind]))
        if (!hasError(rule, within)) report({ span, message });
    },
  },
});
