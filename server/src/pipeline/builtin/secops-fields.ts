/** Fields and values of Google SecOps' Unified Data Model. */
import { sigmaString } from '../../sigma/types/sigma-string.ts';
import { ConversionError } from '../conversion-error.ts';
import { plainSigmaText, plainSigmaValue } from '../plain-sigma-value.ts';
import { isPlainMap, type PlainValue } from '../plain-value.ts';
import { detectionItemTransformation, ruleTransformation, type TransformationDefinition } from '../transformation.ts';
import { valueTransformation } from '../value-transformation.ts';
import { isUdmField, type UdmSchema } from './udm-schema.ts';

const checkFields: TransformationDefinition = {
  id: 'secops_check_fields',
  required: ['schema'],
  optional: [],
  create(parameters, context) {
    const schema = JSON.parse(context.readData(parameters.string('schema'))) as UdmSchema;
    return detectionItemTransformation(({ field, fieldSpan, keySpan }) => {
      if (!field || isUdmField(field, schema)) return undefined;
      const message = `Invalid UDM field: Field ${field} is not a valid UDM field`;
      throw new ConversionError('InvalidUDMFieldError', message, fieldSpan ?? keySpan);
    });
  },
};

/** Values of enumerations under the model's names. */
const enumValues: TransformationDefinition = {
  id: 'secops_enum_values',
  required: ['values'],
  optional: [],
  create(parameters) {
    const tables = parameters.map('values');
    return valueTransformation((value, field) => {
      const table: PlainValue | undefined = tables.get(field);
      if (!isPlainMap(table)) return undefined;
      const name = table.get(plainSigmaValue(value));
      return typeof name === 'string' ? sigmaString(name, value.span) : value;
    });
  },
};

/** The hash without its algorithm. */
const hashValue: TransformationDefinition = {
  id: 'secops_hash_value',
  required: [],
  optional: [],
  create: () => valueTransformation((value) => sigmaString(plainSigmaText(value).split('|').at(-1) ?? '', value.span)),
};

/** Asks for the condition on the event type, unless an earlier pipeline has decided on it. */
const prependMetadata: TransformationDefinition = {
  id: 'secops_prepend_metadata',
  required: [],
  optional: [],
  create: () =>
    ruleTransformation((_rule, run) => {
      if ((run.state.get('prepend_metadata') ?? null) === null) run.state.set('prepend_metadata', true);
    }),
};

export const secopsFieldTransformations = [checkFields, enumValues, hashValue, prependMetadata];
