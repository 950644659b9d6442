import { ConversionError } from '../conversion-error.ts';
import type { FinalizerDefinition } from '../finalizer.ts';

/** Several finalizers as one. */
export const nested: FinalizerDefinition = {
  id: 'nested',
  required: [],
  optional: ['finalizers'],
  create(parameters, context) {
    const node = parameters.node('finalizers');
    if (!node)
      throw new ConversionError(
        'SigmaConfigurationError',
        "Nested finalizer requires a 'finalizers' key.",
        parameters.span,
      );
    const finalizers = context.loadFinalizers(node);
    return { apply: (output, run) => finalizers.reduce((value, finalizer) => finalizer.apply(value, run), output) };
  },
};
