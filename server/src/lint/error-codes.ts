/** The errors of YAML and Sigma that every rule may have, whatever checks run: named as findings name them. */

export interface ErrorCode {
  readonly code: string;
  /** What is wrong, in a sentence or two. */
  readonly summary: string;
  /** Ids that other linters use for cases of this error. */
  readonly aliases: readonly string[];
}

/** code | aliases | summary */
const table = `
scanner-error | yaml_parse_error | The text is no YAML: a character stands where none of its kind may stand, such as a tab in the indentation or a quote that is never closed.
parser-error | yaml_parse_error | The text is no YAML: its parts do not fit together, often because of an indentation that fits no line above.
composer-error | yaml_parse_error | An alias names no anchor, or an anchor stands twice.
constructor-error | | YAML cannot build the value: a tag that is unknown, or a mapping with a list as its key.
reader-error | | The text holds a character that YAML forbids, such as a control character.
value-error | | A value looks like a date or number that does not exist.
yaml-limit | | The file is larger or nested deeper than what is read. Split it.
recursion-error | | The file is nested deeper than Python could read.
unicode-decode-error | | The file is not in UTF-8. Save it in that encoding.
attribute-error | not_a_mapping | A document or a part of it has the wrong shape: a text or list where a mapping belongs. Python tools stop here.
type-error | | A value has a type that pySigma cannot work with. Python tools stop here.
recursive-alias | | An alias stands inside what it repeats, so it would never end.
index-error | | A list has fewer entries than pySigma expects. Python tools stop here.
key-error | | A key is missing that pySigma expects. Python tools stop here.
overflow-error | | A number is too large for pySigma.
unicode-encode-error | | A text holds half of a character (a lone surrogate), which Python cannot write.
unbound-local-error | | A combination that pySigma does not foresee. Python tools stop here.
sigma-title-error | missing_title title_too_long | The title is missing, no text, or longer than 256 characters.
sigma-identifier-error | invalid_id | The id is no UUID.
sigma-name-error | | The name is empty or no text.
sigma-taxonomy-error | | The taxonomy is empty or no text.
sigma-related-error | invalid_related_type invalid_related_id related_missing_required | An entry of 'related' lacks its id or type, or one of them is none.
sigma-status-error | invalid_status | The status is none of stable, test, experimental, deprecated, unsupported.
sigma-level-error | invalid_level | The level is none of informational, low, medium, high, critical.
sigma-date-error | invalid_date | The date is none that Sigma can read. Write YYYY-MM-DD.
sigma-modified-error | invalid_modified | The date in 'modified' is none that Sigma can read. Write YYYY-MM-DD.
sigma-tag-error | | The tags are no list, or one of them is no text.
sigma-references-error | | The references are no list.
sigma-fields-error | | 'fields' is no list.
sigma-false-positives-error | | 'falsepositives' is no list.
sigma-scope-error | | 'scope' is no list.
sigma-author-error | | The author is no text.
sigma-description-error | | The description is no text.
sigma-license-error | | The license is no text.
sigma-logsource-error | missing_logsource missing_filter_logsource missing_correlation | The log source is missing, empty, or not made of texts.
sigma-detection-error | missing_detection empty_detection missing_filter_selection | The detection is missing, holds no selection, or a selection in it is empty or broken.
sigma-condition-error | missing_condition condition_references_unknown deprecated_aggregation_syntax | The condition is missing, is no expression, or names a selection that does not exist.
sigma-modifier-error | | A modifier does not exist.
sigma-type-error | | A value has a type that its modifiers cannot take, such as a number behind 'contains'.
sigma-value-error | | A value cannot be what its modifiers say, such as a network behind 'cidr' that is none.
sigma-regular-expression-error | | A regular expression is broken.
sigma-placeholder-error | | A placeholder is written where none can stand.
sigma-expansion-limit-error | | Modifiers unfold a value into more alternatives than are sensible.
sigma-correlation-rule-error | missing_correlation_rules missing_correlation_timespan missing_correlation_condition missing_condition_field generate_not_boolean | A part of the correlation is missing or has the wrong shape.
sigma-correlation-type-error | missing_correlation_type invalid_correlation_type | The type of the correlation is missing or does not exist.
sigma-correlation-condition-error | invalid_condition_operator condition_value_not_numeric | The condition of the correlation is no comparison with a number.
sigma-timespan-error | invalid_timespan_format | The time span is no number with a unit, such as 15m.
sigma-rule-not-found-error | | A correlation names a rule that is not in this collection.
sigma-filter-error | missing_filter | The filter is missing its parts or has the wrong shape.
sigma-filter-rule-reference-error | missing_filter_rules | The filter does not say for which rules it is.
sigma-filter-condition-error | missing_filter_condition | The condition of the filter is missing or broken.
sigma-collection-error | | What the file holds together is no collection of rules.
`;

export const errorCodes: readonly ErrorCode[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', aliases = '', summary = ''] = line.split('|').map((part) => part.trim());
    return { code, summary, aliases: aliases.split(' ').filter(Boolean) };
  });
