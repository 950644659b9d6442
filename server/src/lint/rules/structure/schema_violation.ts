import type { Span } from '../../../base/span.ts';
import type { AnySigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type ReadCondition } from '../../define-rule.ts';
import { correlationForm, filterForm, ruleForm, violationsOf } from '../../specification.ts';

const forms = { rule: ruleForm, correlation: correlationForm, filter: filterForm };

/** Whether an error already stands in the place. */
function hasError({ errors, furtherErrors }: AnySigmaRule, { start, end }: Span): boolean {
  return [errors, furtherErrors].some((list) => list.some(({ span }) => span.start < end && span.end > start));
}

/** Whether it is said of a condition already that it cannot be read. */
function isUnreadable(conditions: readonly ReadCondition[], { start, end }: Span): boolean {
  return conditions.some(({ error }) => error && error.span.start === start && error.span.end === end);
}

/** Whether it is about a selection as a whole: what it asks for has been forgotten. */
function isSelection(rule: AnySigmaRule, { start, end }: Span): boolean {
  if (rule.kind === 'correlation') return false;
  const named = [...(rule.detection?.detections.values() ?? [])];
  return named.some(({ nameSpan }) => nameSpan.start === start && nameSpan.end === end);
}

export const schemaViolation = defineRule({
  id: 'schema_violation',
  aliases: ['empty_filter_rules'],
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A part of another form than the specification gives it.',
  visit: {
    any(rule, { conditions, report }) {
      for (const { span, within, message } of violationsOf(rule.node, forms[rule.kind]))
        if (!hasError(rule, within) && !isUnreadable(conditions, span))
          report({ span, message, ...(isSelection(rule, span) && { severity: 'warning' }) });
    },
  },
});
