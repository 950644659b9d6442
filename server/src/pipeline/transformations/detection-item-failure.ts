import { ConversionError } from '../conversion-error.ts';
import { detectionItemTransformation, type TransformationDefinition } from '../transformation.ts';

/** Refuses a rule that has a matching detection item. */
export const detectionItemFailure: TransformationDefinition = {
  id: 'detection_item_failure',
  required: ['message'],
  optional: [],
  create(parameters) {
    const message = parameters.string('message');
    return detectionItemTransformation((item) => {
      throw new ConversionError('SigmaTransformationError', message, item.span);
    });
  },
};
