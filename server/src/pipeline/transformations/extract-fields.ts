import { isFailure } from '../../sigma/types/sigma-failure.ts';
import { sigmaNumber, sigmaNumberFromText } from '../../sigma/types/sigma-number.ts';
import { sigmaString } from '../../sigma/types/sigma-string.ts';
import type { SigmaString, SigmaType } from '../../sigma/types/sigma-type.ts';
import { ConversionError } from '../conversion-error.ts';
import { compilePythonPattern, type PythonPattern } from '../python-pattern.ts';
import type { DetectionDraft, ItemDraft } from '../rule-draft.ts';
import { plainOf } from '../sigma-value.ts';
import { detectionItemTransformation, type TransformationDefinition } from '../transformation.ts';

/** Takes values apart with a regular expression: every named group becomes a field of its own. */
export const extractFields: TransformationDefinition = {
  id: 'extract_fields',
  required: ['regex'],
  optional: ['field_prefix', 'preserve_unmatched'],
  create(parameters) {
    const source = parameters.string('regex');
    const pattern = compilePythonPattern(source, parameters.spanOf('regex'), 'SigmaRegularExpressionError');
    if (pattern.groupNames.length === 0)
      throw new ConversionError(
        'SigmaRegularExpressionError',
        `Regular expression '${source}' must contain at least one named group`,
        parameters.spanOf('regex'),
      );
    const prefix = parameters.optionalString('field_prefix');
    const preserve = parameters.boolean('preserve_unmatched', false);
    return detectionItemTransformation((item) => {
      if (!item.value.every((value) => value.type === 'string')) return undefined;
      const parts = (item.value as readonly SigmaString[]).flatMap((value) =>
        extract(item, value, pattern, prefix, preserve),
      );
      if (parts.length === 0) return undefined;
      if (parts.length === 1) return parts[0];
      return { kind: 'detection', items: parts, itemLinking: item.valueLinking, span: item.span };
    });
  },
};

function extract(
  item: ItemDraft,
  value: SigmaString,
  pattern: PythonPattern,
  prefix: string | undefined,
  preserve: boolean,
): (ItemDraft | DetectionDraft)[] {
  const groups = pattern.matchGroups(plainOf(value));
  if (!groups) return preserve ? [itemOf(item, item.field, value)] : [];
  const items = groups.flatMap(([name, text]) =>
    text ? [itemOf(item, prefix ? `${prefix}.${name}` : name, typedValue(text, value))] : [],
  );
  return items.length === 0 ? [] : [{ kind: 'detection', items, itemLinking: 'and', span: item.span }];
}

function itemOf(item: ItemDraft, field: string | null, value: SigmaType): ItemDraft {
  const values = [value];
  return {
    ...item,
    field,
    modifiers: [],
    value: values,
    originalValue: values,
    valueLinking: 'or',
    negated: false,
    applied: undefined,
  };
}

/** `null` and `none` are null, what reads as a number is one unless a leading zero would be lost. */
function typedValue(text: string, { span }: SigmaString): SigmaType {
  if (/^(null|none)$/i.test(text)) return { type: 'null', span };
  if (text !== '0' && text.startsWith('0')) return sigmaString(text, span);
  const integer = sigmaNumberFromText(text, span);
  if (!isFailure(integer)) return integer;
  const float = pythonFloat.test(text) ? sigmaNumber(Number(text.replaceAll('_', '')), span) : integer;
  return isFailure(float) ? sigmaString(text, span) : float;
}

const pythonFloat = /^\s*[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?\s*$/;
