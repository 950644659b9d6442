import { containsPlaceholder } from '../../sigma/types/sigma-string.ts';
import { ConversionError } from '../conversion-error.ts';
import { isHandled, placeholderFilter } from '../placeholder-transformation.ts';
import { plainText, plainTruth } from '../plain-value.ts';
import { reproduces } from '../quirks.ts';
import type { TransformationDefinition } from '../transformation.ts';
import { stringValueTransformation } from '../value-transformation.ts';

/** What can stand in a query without harm. */
const plainName = /^[A-Za-z0-9_.-]+$/;

/** Replaces a string that is one placeholder by an expression of the query language, for instance a look-up in a list. */
export const queryExpressionPlaceholders: TransformationDefinition = {
  id: 'query_expression_placeholders',
  required: [],
  optional: ['include', 'exclude', 'expression', 'mapping'],
  create(parameters) {
    const filter = placeholderFilter(parameters);
    const expression = parameters.string('expression', '');
    const mapping = parameters.has('mapping') ? parameters.map('mapping') : new Map();
    return stringValueTransformation((value, _field, run) => {
      if (!containsPlaceholder(value)) return undefined;
      const [placeholder] = value.parts;
      if (value.parts.length !== 1 || placeholder?.kind !== 'placeholder')
        throw new ConversionError(
          'SigmaValueError',
          'Placeholder query expression transformation only allows placeholder-only strings.',
          value.span,
        );
      if (!isHandled(placeholder.name, filter)) return undefined;
      const mapped = mapping.get(placeholder.name);
      const isMapped = plainTruth(mapped);
      if (!isMapped && !plainName.test(placeholder.name) && !reproduces(run, 'placeholder-names')) {
        const message = `The placeholder '${placeholder.name}' cannot stand in a query as it is. Map it to an identifier, or name it with letters, digits, '_', '.' and '-' only.`;
        throw new ConversionError('SigmaValueError', message, value.span);
      }
      const id = isMapped ? plainText(mapped) : placeholder.name;
      return { type: 'query-expression', expression, id, span: value.span };
    });
  },
};
