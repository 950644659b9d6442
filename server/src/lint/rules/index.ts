/** All lint rules, one line each. */
import type { LintRule } from '../define-rule.ts';
import { allOfThemCondition } from './condition/all_of_them_condition.ts';
import { ambiguousPrecedence } from './condition/ambiguous_precedence.ts';
import { broadSelection } from './condition/broad_selection.ts';
import { danglingCondition } from './condition/dangling_condition.ts';
import { danglingDetection } from './condition/dangling_detection.ts';
import { emptyCorrelationRules } from './condition/empty_correlation_rules.ts';
import { filterNotNegated } from './condition/filter_not_negated.ts';
import { gluedConditionOperator } from './condition/glued_condition_operator.ts';
import { onlyNegatedCondition } from './condition/only_negated_condition.ts';
import { themConditionWithSingleDetection } from './condition/them_condition_with_single_detection.ts';
import { danglingAlias } from './correlation/dangling_alias.ts';
import { flattenedArrayCorrelation } from './correlation/flattened_array_correlation.ts';
import { gapWithoutSession } from './correlation/gap_without_session.ts';
import { invalidGapFormat } from './correlation/invalid_gap_format.ts';
import { invalidWindowMode } from './correlation/invalid_window_mode.ts';
import { missingSessionGap } from './correlation/missing_session_gap.ts';
import { adsEmptySection } from './documentation/ads_empty_section.ts';
import { adsMissingBlindSpots } from './documentation/ads_missing_blind_spots.ts';
import { adsMissingCategorization } from './documentation/ads_missing_categorization.ts';
import { adsMissingFalsePositives } from './documentation/ads_missing_false_positives.ts';
import { adsMissingGoal } from './documentation/ads_missing_goal.ts';
import { adsMissingPriority } from './documentation/ads_missing_priority.ts';
import { adsMissingResponse } from './documentation/ads_missing_response.ts';
import { adsMissingStrategy } from './documentation/ads_missing_strategy.ts';
import { adsMissingTechnicalContext } from './documentation/ads_missing_technical_context.ts';
import { adsMissingValidation } from './documentation/ads_missing_validation.ts';
import { adsUnknownSection } from './documentation/ads_unknown_section.ts';
import { exemplarShape } from './documentation/exemplar_shape.ts';
import { exemplarWrongRuleKind } from './documentation/exemplar_wrong_rule_kind.ts';
import { impossibleCondition } from './logic/impossible_condition.ts';
import { ineffectiveFilter } from './logic/ineffective_filter.ts';
import { redundantItem } from './logic/redundant_item.ts';
import { shadowedSelection } from './logic/shadowed_selection.ts';
import { unreachableSelection } from './logic/unreachable_selection.ts';
import { fieldnameLogsource } from './logsources/fieldname_logsource.ts';
import { fieldsOfDifferentEvents } from './logsources/fields_of_different_events.ts';
import { logsourceValueNotLowercase } from './logsources/logsource_value_not_lowercase.ts';
import { specificInsteadOfGenericLogsource } from './logsources/specific_instead_of_generic_logsource.ts';
import { unknownFieldReference } from './logsources/unknown_field_reference.ts';
import { unmappedField } from './logsources/unmapped_field.ts';
import { circularRuleReference } from './metadata/circular_rule_reference.ts';
import { customAttributes } from './metadata/custom_attributes.ts';
import { dateFormat } from './metadata/date_format.ts';
import { deprecatedWithoutRelated } from './metadata/deprecated_without_related.ts';
import { descriptionTooLong } from './metadata/description_too_long.ts';
import { duplicateFields } from './metadata/duplicate_fields.ts';
import { duplicateFilename } from './metadata/duplicate_filename.ts';
import { duplicateLogic } from './metadata/duplicate_logic.ts';
import { duplicateName } from './metadata/duplicate_name.ts';
import { duplicateReferences } from './metadata/duplicate_references.ts';
import { duplicateTitle } from './metadata/duplicate_title.ts';
import { emptyTitle } from './metadata/empty_title.ts';
import { falsepositiveTooShort } from './metadata/falsepositive_too_short.ts';
import { filenameLength } from './metadata/filename_length.ts';
import { filterHasLevel } from './metadata/filter_has_level.ts';
import { filterHasStatus } from './metadata/filter_has_status.ts';
import { futureDate } from './metadata/future_date.ts';
import { identifierExistence } from './metadata/identifier_existence.ts';
import { identifierUniqueness } from './metadata/identifier_uniqueness.ts';
import { missingReferences } from './metadata/missing_references.ts';
import { nameTooLong } from './metadata/name_too_long.ts';
import { relatedToItself } from './metadata/related_to_itself.ts';
import { scopeTooShort } from './metadata/scope_too_short.ts';
import { taxonomyTooLong } from './metadata/taxonomy_too_long.ts';
import { unhelpfulFalsepositives } from './metadata/unhelpful_falsepositives.ts';
import { unknownRuleReference } from './metadata/unknown_rule_reference.ts';
import { untestedCriticalRule } from './metadata/untested_critical_rule.ts';
import { containsInMiddle } from './modifiers/contains_in_middle.ts';
import { expandWithoutPlaceholder } from './modifiers/expand_without_placeholder.ts';
import { invalidModifierCombinations } from './modifiers/invalid_modifier_combinations.ts';
import { needlessCased } from './modifiers/needless_cased.ts';
import { needlessRegex } from './modifiers/needless_regex.ts';
import { sigmahqAuthorExistence } from './sigmahq/sigmahq_author_existence.ts';
import { sigmahqCategoryEventId } from './sigmahq/sigmahq_category_event_id.ts';
import { sigmahqCategoryWindowsProviderName } from './sigmahq/sigmahq_category_windows_provider_name.ts';
import { sigmahqCorrelationFilenamePrefix } from './sigmahq/sigmahq_correlation_filename_prefix.ts';
import { sigmahqCorrelationGroupByExistence } from './sigmahq/sigmahq_correlation_group_by_existence.ts';
import { sigmahqCorrelationRulesMinimum } from './sigmahq/sigmahq_correlation_rules_minimum.ts';
import { sigmahqDateExistence } from './sigmahq/sigmahq_date_existence.ts';
import { sigmahqDescriptionExistence } from './sigmahq/sigmahq_description_existence.ts';
import { sigmahqDescriptionLength } from './sigmahq/sigmahq_description_length.ts';
import { sigmahqFalsepositivesBannedWord } from './sigmahq/sigmahq_falsepositives_banned_word.ts';
import { sigmahqFalsepositivesCapital } from './sigmahq/sigmahq_falsepositives_capital.ts';
import { sigmahqFalsepositivesTypoWord } from './sigmahq/sigmahq_falsepositives_typo_word.ts';
import { sigmahqFieldDuplicateValue } from './sigmahq/sigmahq_field_duplicate_value.ts';
import { sigmahqFieldUser } from './sigmahq/sigmahq_field_user.ts';
import { sigmahqFieldnameCast } from './sigmahq/sigmahq_fieldname_cast.ts';
import { sigmahqFieldsExistence } from './sigmahq/sigmahq_fields_existence.ts';
import { sigmahqFilenameConvention } from './sigmahq/sigmahq_filename_convention.ts';
import { sigmahqFilenamePrefix } from './sigmahq/sigmahq_filename_prefix.ts';
import { sigmahqGithubLink } from './sigmahq/sigmahq_github_link.ts';
import { sigmahqInvalidAllModifier } from './sigmahq/sigmahq_invalid_all_modifier.ts';
import { sigmahqInvalidFieldname } from './sigmahq/sigmahq_invalid_fieldname.ts';
import { sigmahqInvalidHashKv } from './sigmahq/sigmahq_invalid_hash_kv.ts';
import { sigmahqLevelExistence } from './sigmahq/sigmahq_level_existence.ts';
import { sigmahqLinkInDescription } from './sigmahq/sigmahq_link_in_description.ts';
import { sigmahqLogsourceUnknown } from './sigmahq/sigmahq_logsource_unknown.ts';
import { sigmahqMissingAsteriskCondition } from './sigmahq/sigmahq_missing_asterisk_condition.ts';
import { sigmahqMitreLink } from './sigmahq/sigmahq_mitre_link.ts';
import { sigmahqModifiedDateOrder } from './sigmahq/sigmahq_modified_date_order.ts';
import { sigmahqModifiedWithoutDate } from './sigmahq/sigmahq_modified_without_date.ts';
import { sigmahqOfselectionCondition } from './sigmahq/sigmahq_ofselection_condition.ts';
import { sigmahqOfthemCondition } from './sigmahq/sigmahq_ofthem_condition.ts';
import { sigmahqRedundantField } from './sigmahq/sigmahq_redundant_field.ts';
import { sigmahqRedundantModified } from './sigmahq/sigmahq_redundant_modified.ts';
import { sigmahqSpaceFieldName } from './sigmahq/sigmahq_space_field_name.ts';
import { sigmahqStatus } from './sigmahq/sigmahq_status.ts';
import { sigmahqStatusExistence } from './sigmahq/sigmahq_status_existence.ts';
import { sigmahqStatusToHigh } from './sigmahq/sigmahq_status_to_high.ts';
import { sigmahqSysmonMissingEventid } from './sigmahq/sigmahq_sysmon_missing_eventid.ts';
import { sigmahqTagsDetection } from './sigmahq/sigmahq_tags_detection.ts';
import { sigmahqTagsTechniquesWithoutTactics } from './sigmahq/sigmahq_tags_techniques_without_tactics.ts';
import { sigmahqTagsTlp } from './sigmahq/sigmahq_tags_tlp.ts';
import { sigmahqTagsUniqueDetection } from './sigmahq/sigmahq_tags_unique_detection.ts';
import { sigmahqTagsUniqueTlp } from './sigmahq/sigmahq_tags_unique_tlp.ts';
import { sigmahqTitleCase } from './sigmahq/sigmahq_title_case.ts';
import { sigmahqTitleEnd } from './sigmahq/sigmahq_title_end.ts';
import { sigmahqTitleLength } from './sigmahq/sigmahq_title_length.ts';
import { sigmahqTitleStart } from './sigmahq/sigmahq_title_start.ts';
import { sigmahqUnknownField } from './sigmahq/sigmahq_unknown_field.ts';
import { sigmahqUnsupportedRegexGroupConstruct } from './sigmahq/sigmahq_unsupported_regex_group_construct.ts';
import { arrayMatchingWithoutVersion } from './structure/array_matching_without_version.ts';
import { beyondSpecification } from './structure/beyond_specification.ts';
import { duplicateKey } from './structure/duplicate_key.ts';
import { inconsistentIndentation } from './structure/inconsistent_indentation.ts';
import { lineEndings } from './structure/line_endings.ts';
import { nonLowercaseKey } from './structure/non_lowercase_key.ts';
import { schemaViolation } from './structure/schema_violation.ts';
import { trailingWhitespace } from './structure/trailing_whitespace.ts';
import { unknownKey } from './structure/unknown_key.ts';
import { unknownSuppression } from './structure/unknown_suppression.ts';
import { unsupportedSigmaVersion } from './structure/unsupported_sigma_version.ts';
import { unusedSuppression } from './structure/unused_suppression.ts';
import { attacktag } from './tags/attacktag.ts';
import { cartag } from './tags/cartag.ts';
import { cvetag } from './tags/cvetag.ts';
import { d3Fendtag } from './tags/d3_fendtag.ts';
import { detectionTag } from './tags/detection_tag.ts';
import { duplicateTag } from './tags/duplicate_tag.ts';
import { namespaceTag } from './tags/namespace_tag.ts';
import { stptag } from './tags/stptag.ts';
import { tagFormat } from './tags/tag_format.ts';
import { techniquePlatformMismatch } from './tags/technique_platform_mismatch.ts';
import { techniqueWithSubtechniques } from './tags/technique_with_subtechniques.ts';
import { tlptag } from './tags/tlptag.ts';
import { tlpv1Tag } from './tags/tlpv1_tag.ts';
import { tlpv2Tag } from './tags/tlpv2_tag.ts';
import { brittleIndicator } from './values/brittle_indicator.ts';
import { controlCharacter } from './values/control_character.ts';
import { doubleWildcard } from './values/double_wildcard.ts';
import { emptyValueList } from './values/empty_value_list.ts';
import { environmentSpecificValue } from './values/environment_specific_value.ts';
import { escapedWildcard } from './values/escaped_wildcard.ts';
import { fileNameAsPath } from './values/file_name_as_path.ts';
import { lostBackslash } from './values/lost_backslash.ts';
import { needlessWildcard } from './values/needless_wildcard.ts';
import { nullInValueList } from './values/null_in_value_list.ts';
import { numberAsString } from './values/number_as_string.ts';
import { redundantValue } from './values/redundant_value.ts';
import { shortValue } from './values/short_value.ts';
import { slashInWindowsPath } from './values/slash_in_windows_path.ts';
import { wildcardOnlyValue } from './values/wildcard_only_value.ts';
import { wildcardsInsteadOfModifiers } from './values/wildcards_instead_of_modifiers.ts';

export const lintRules: readonly LintRule[] = [
  allOfThemCondition,
  danglingCondition,
  danglingDetection,
  gluedConditionOperator,
  onlyNegatedCondition,
  themConditionWithSingleDetection,
  fieldnameLogsource,
  specificInsteadOfGenericLogsource,
  circularRuleReference,
  customAttributes,
  duplicateFilename,
  duplicateName,
  duplicateReferences,
  duplicateTitle,
  filenameLength,
  identifierExistence,
  identifierUniqueness,
  invalidModifierCombinations,
  duplicateKey,
  unknownKey,
  unknownSuppression,
  unusedSuppression,
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
  fileNameAsPath,
  numberAsString,
  wildcardsInsteadOfModifiers,
  sigmahqAuthorExistence,
  sigmahqDateExistence,
  sigmahqDescriptionExistence,
  sigmahqLevelExistence,
  sigmahqStatusExistence,
  sigmahqOfthemCondition,
  sigmahqOfselectionCondition,
  sigmahqMissingAsteriskCondition,
  sigmahqCorrelationRulesMinimum,
  sigmahqCorrelationGroupByExistence,
  sigmahqModifiedDateOrder,
  sigmahqModifiedWithoutDate,
  sigmahqRedundantModified,
  sigmahqDescriptionLength,
  sigmahqLinkInDescription,
  sigmahqCategoryEventId,
  sigmahqCategoryWindowsProviderName,
  sigmahqUnsupportedRegexGroupConstruct,
  sigmahqFalsepositivesCapital,
  sigmahqFalsepositivesBannedWord,
  sigmahqFalsepositivesTypoWord,
  sigmahqSpaceFieldName,
  sigmahqFieldnameCast,
  sigmahqInvalidFieldname,
  sigmahqFieldDuplicateValue,
  sigmahqInvalidAllModifier,
  sigmahqFieldUser,
  sigmahqInvalidHashKv,
  sigmahqRedundantField,
  sigmahqFieldsExistence,
  sigmahqUnknownField,
  sigmahqFilenameConvention,
  sigmahqCorrelationFilenamePrefix,
  sigmahqFilenamePrefix,
  sigmahqLogsourceUnknown,
  sigmahqSysmonMissingEventid,
  sigmahqGithubLink,
  sigmahqMitreLink,
  sigmahqStatus,
  sigmahqStatusToHigh,
  sigmahqTagsUniqueDetection,
  sigmahqTagsDetection,
  sigmahqTagsUniqueTlp,
  sigmahqTagsTlp,
  sigmahqTagsTechniquesWithoutTactics,
  sigmahqTitleLength,
  sigmahqTitleStart,
  sigmahqTitleEnd,
  sigmahqTitleCase,
  emptyTitle,
  descriptionTooLong,
  nameTooLong,
  relatedToItself,
  taxonomyTooLong,
  duplicateFields,
  falsepositiveTooShort,
  scopeTooShort,
  deprecatedWithoutRelated,
  missingReferences,
  unhelpfulFalsepositives,
  duplicateLogic,
  unknownRuleReference,
  nonLowercaseKey,
  trailingWhitespace,
  inconsistentIndentation,
  lineEndings,
  logsourceValueNotLowercase,
  filterHasLevel,
  filterHasStatus,
  emptyValueList,
  nullInValueList,
  wildcardOnlyValue,
  environmentSpecificValue,
  containsInMiddle,
  techniqueWithSubtechniques,
  techniquePlatformMismatch,
  broadSelection,
  emptyCorrelationRules,
  impossibleCondition,
  ineffectiveFilter,
  redundantItem,
  shadowedSelection,
  unreachableSelection,
  redundantValue,
  fieldsOfDifferentEvents,
  ambiguousPrecedence,
  filterNotNegated,
  futureDate,
  untestedCriticalRule,
  expandWithoutPlaceholder,
  needlessCased,
  needlessRegex,
  brittleIndicator,
  needlessWildcard,
  shortValue,
  slashInWindowsPath,
  lostBackslash,
  beyondSpecification,
  schemaViolation,
  dateFormat,
  unknownFieldReference,
  unmappedField,
  danglingAlias,
  flattenedArrayCorrelation,
  gapWithoutSession,
  invalidGapFormat,
  invalidWindowMode,
  missingSessionGap,
  adsEmptySection,
  adsMissingBlindSpots,
  adsMissingCategorization,
  adsMissingFalsePositives,
  adsMissingGoal,
  adsMissingPriority,
  adsMissingResponse,
  adsMissingStrategy,
  adsMissingTechnicalContext,
  adsMissingValidation,
  adsUnknownSection,
  exemplarShape,
  exemplarWrongRuleKind,
  arrayMatchingWithoutVersion,
  unsupportedSigmaVersion,
];
