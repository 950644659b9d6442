import type { Span } from '../../../base/span.ts';
import type { AnySigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type Fix, type ReadCondition } from '../../define-rule.ts';
import { plainContent } from '../../scalar-text.ts';
import { correlationForm, filterForm, ruleForm, type Violation, violationsOf } from '../../specification.ts';

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

function fixesFor({ instead }: Violation, text: string): readonly Fix[] {
  const span = instead && plainContent(text, instead.scalar);
  return span ? [{ title: `Write '${instead.text}'`, kind: 'safe', edits: [{ span, newText: instead.text }] }] : [];
}

export const schemaViolation = defineRule({
  id: 'schema_violation',
  aliases: ['empty_filter_rules'],
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A part of another form than the specification gives it.',
  visit: {
    any(rule, { conditions, text, report }) {
      for (const violation of violationsOf(rule.node, forms[rule.kind])) {
        const { span, within, message } = violation;
        if (hasError(rule, within) || isUnreadable(conditions, span)) continue;
        const fixes = fixesFor(violation, text);
        report({ span, message, fixes, ...(isSelection(rule, span) && { severity: 'warning' }) });
      }
    },
  },
});
