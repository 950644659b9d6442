import type { Conditions } from '../processing-condition.ts';

const definition = { id: 'processing_item_applied', required: ['processing_item_id'], optional: [] } as const;

/** An earlier processing item, named by its id, was applied to the rule, the detection item or the field name. */
export const processingItemApplied: Conditions = {
  rule: {
    ...definition,
    create(parameters) {
      const id = parameters.string('processing_item_id');
      return { match: (rule) => rule.applied.has(id) };
    },
  },
  detectionItem: {
    ...definition,
    create(parameters) {
      const id = parameters.string('processing_item_id');
      return { match: (item) => item.applied?.has(id) ?? false };
    },
  },
  fieldName: {
    ...definition,
    create(parameters) {
      const id = parameters.string('processing_item_id');
      return {
        matchFieldName: (field, run) => run.fieldWasProcessedBy(field, id),
        matchDetectionItem: (item) => item.applied?.has(id) ?? false,
      };
    },
  },
};
