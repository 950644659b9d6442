import { parseUuid } from '../../../sigma/rule/uuid.ts';
import { defineRule } from '../../define-rule.ts';

export const unknownRuleReference = defineRule({
  id: 'unknown_rule_reference',
  severity: 'warning',
  profiles: ['sigmahq', 'strict'],
  summary: 'A reference to a rule that is not there.',
  workspace(index, { isComplete, report }) {
    if (!isComplete) return;
    for (const [path, rules] of index.files())
      for (const rule of rules)
        for (const { reference, span, node } of rule.references) {
          const id = parseUuid(reference);
          if (node || (id === undefined ? index.withName(reference) : index.withId(id)).length > 0) continue;
          report(
            { path, rule },
            {
              span,
              message: `No rule here has the ${id === undefined ? 'name' : 'id'} '${reference}'. Correct it, or check the rule's folder too: without it nothing can be converted.`,
            },
          );
        }
  },
});
