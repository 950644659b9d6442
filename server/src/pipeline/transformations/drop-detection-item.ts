import { matchesDetectionItem } from '../processing-pipeline.ts';
import type { DetectionDraft } from '../rule-draft.ts';
import { ruleTransformation, type TransformationDefinition } from '../transformation.ts';

/** Removes detection items. A detection that is left without any vanishes from the conditions that name it. */
export const dropDetectionItem: TransformationDefinition = {
  id: 'drop_detection_item',
  required: [],
  optional: [],
  create() {
    return ruleTransformation((rule, run, item) => {
      if (rule.kind !== 'rule') return;
      const drop = (detection: DetectionDraft): void => {
        for (const child of detection.items) if (child.kind === 'detection') drop(child);
        detection.items = detection.items.filter(
          (child) => child.kind === 'detection' || !matchesDetectionItem(item, child, run),
        );
      };
      for (const { detection } of rule.detections.values()) drop(detection);
    });
  },
};
