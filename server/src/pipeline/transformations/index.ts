/** All transformations that pipeline files may use. */
import type { TransformationDefinition } from '../transformation.ts';
import { addCondition } from './add-condition.ts';
import { addField } from './add-field.ts';
import { changeCase } from './case.ts';
import { changeLogsource } from './change-logsource.ts';
import { commandPlaceholders } from './command-placeholders.ts';
import { convertType } from './convert-type.ts';
import { detectionItemFailure } from './detection-item-failure.ts';
import { dropDetectionItem } from './drop-detection-item.ts';
import { extractFields } from './extract-fields.ts';
import { fieldNameMapping } from './field-name-mapping.ts';
import { fieldNamePrefix } from './field-name-prefix.ts';
import { fieldNamePrefixMapping } from './field-name-prefix-mapping.ts';
import { fieldNameSuffix } from './field-name-suffix.ts';
import { fieldNameTransform } from './field-name-transform.ts';
import { filePlaceholders } from './file-placeholders.ts';
import { hashesFields } from './hashes-fields.ts';
import { httpPlaceholders } from './http-placeholders.ts';
import { mapString } from './map-string.ts';
import { nest } from './nest.ts';
import { queryExpressionPlaceholders } from './query-expression-placeholders.ts';
import { regex } from './regex.ts';
import { removeField } from './remove-field.ts';
import { replaceString } from './replace-string.ts';
import { ruleFailure } from './rule-failure.ts';
import { setCustomAttribute } from './set-custom-attribute.ts';
import { setField } from './set-field.ts';
import { setState } from './set-state.ts';
import { setValue } from './set-value.ts';
import { strictFieldMappingFailure } from './strict-field-mapping-failure.ts';
import { valuePlaceholders } from './value-placeholders.ts';
import { wildcardPlaceholders } from './wildcard-placeholders.ts';

const definitions: readonly TransformationDefinition[] = [
  addCondition,
  addField,
  changeCase,
  changeLogsource,
  commandPlaceholders,
  convertType,
  detectionItemFailure,
  dropDetectionItem,
  extractFields,
  fieldNameMapping,
  fieldNamePrefix,
  fieldNamePrefixMapping,
  fieldNameSuffix,
  fieldNameTransform,
  filePlaceholders,
  hashesFields,
  httpPlaceholders,
  mapString,
  nest,
  queryExpressionPlaceholders,
  regex,
  removeField,
  replaceString,
  ruleFailure,
  setCustomAttribute,
  setField,
  setState,
  setValue,
  strictFieldMappingFailure,
  valuePlaceholders,
  wildcardPlaceholders,
];

export const transformations: ReadonlyMap<string, TransformationDefinition> = new Map(
  definitions.map((definition) => [definition.id, definition]),
);
