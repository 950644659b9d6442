import { ConversionError } from '../conversion-error.ts';
import { itemsOf } from '../rule-draft.ts';
import { ruleTransformation, type TransformationDefinition } from '../transformation.ts';

/** Refuses a rule with a field that no mapping of this pipeline has touched. */
export const strictFieldMappingFailure: TransformationDefinition = {
  id: 'strict_field_mapping_failure',
  required: [],
  optional: [],
  create() {
    return ruleTransformation((rule, run) => {
      if (rule.kind !== 'rule') return;
      const unmapped = itemsOf(rule).filter(({ field }) => field !== null && !run.fieldMappings.knows(field));
      if (unmapped.length === 0) return;
      const names = [...new Set(unmapped.map(({ field }) => field))].join(', ');
      throw new ConversionError(
        'SigmaTransformationError',
        `The following fields are not mapped: ${names}`,
        unmapped[0]?.keySpan,
      );
    });
  },
};
