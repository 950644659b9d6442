/** All lint rules, one line each. */
import type { LintRule } from '../define-rule.ts';
import { allOfThemCondition } from './condition/all_of_them_condition.ts';
import { danglingCondition } from './condition/dangling_condition.ts';
import { danglingDetection } from './condition/dangling_detection.ts';
import { gluedConditionOperator } from './condition/glued_condition_operator.ts';
import { themConditionWithSingleDetection } from './condition/them_condition_with_single_detection.ts';
import { fieldnameLogsource } from './logsources/fieldname_logsource.ts';
import { specificInsteadOfGenericLogsource } from './logsources/specific_instead_of_generic_logsource.ts';
import { customAttributes } from './metadata/custom_attributes.ts';
import { duplicateFilename } from './metadata/duplicate_filename.ts';
import { duplicateReferences } from './metadata/duplicate_references.ts';
import { duplicateTitle } from './metadata/duplicate_title.ts';
import { filenameLength } from './metadata/filename_length.ts';
import { identifierExistence } from './metadata/identifier_existence.ts';
import { identifierUniqueness } from './metadata/identifier_uniqueness.ts';
import { invalidModifierCombinations } from './modifiers/invalid_modifier_combinations.ts';
import { duplicateKey } from './structure/duplicate_key.ts';
import { unknownKey } from './structure/unknown_key.ts';
import { attacktag } from './tags/attacktag.ts';
import { cartag } from './tags/cartag.ts';
import { cvetag } from './tags/cvetag.ts';
import { d3Fendtag } from './tags/d3_fendtag.ts';
import { detectionTag } from './tags/detection_tag.ts';
import { duplicateTag } from './tags/duplicate_tag.ts';
import { namespaceTag } from './tags/namespace_tag.ts';
import { stptag } from './tags/stptag.ts';
import { tagFormat } from './tags/tag_format.ts';
import { tlptag } from './tags/tlptag.ts';
import { tlpv1Tag } from './tags/tlpv1_tag.ts';
import { tlpv2Tag } from './tags/tlpv2_tag.ts';
import { controlCharacter } from './values/control_character.ts';
import { doubleWildcard } from './values/double_wildcard.ts';
import { escapedWildcard } from './values/escaped_wildcard.ts';
import { numberAsString } from './values/number_as_string.ts';
import { wildcardsInsteadOfModifiers } from './values/wildcards_instead_of_modifiers.ts';

export const lintRules: readonly LintRule[] = [
  allOfThemCondition,
  danglingCondition,
  danglingDetection,
  gluedConditionOperator,
  themConditionWithSingleDetection,
  fieldnameLogsource,
  specificInsteadOfGenericLogsource,
  customAttributes,
  duplicateFilename,
  duplicateReferences,
  duplicateTitle,
  filenameLength,
  identifierExistence,
  identifierUniqueness,
  invalidModifierCombinations,
  duplicateKey,
  unknownKey,
  attacktag,
  cartag,
  cvetag,
  d3Fendtag,
  detectionTag,
  duplicateTag,
  namespaceTag,
  stptag,
  tagFormat,
  tlptag,
  tlpv1Tag,
  tlpv2Tag,
  controlCharacter,
  doubleWildcard,
  escapedWildcard,
  numberAsString,
  wildcardsInsteadOfModifiers,
];
