import { modifiers } from '../sigma/modifiers/index.ts';
import type { SigmaModifier } from '../sigma/modifiers/modifier.ts';

/** pySigma's errors in words for the person who writes the rule: error class, its text, and what to say. */
type Explanation = readonly [errorClass: string, text: RegExp, explain: (...groups: string[]) => string];

const levels = 'informational, low, medium, high or critical';
const statuses = 'experimental, test, stable, deprecated or unsupported';
const correlationTypes =
  'event_count, value_count, temporal, temporal_ordered, value_sum, value_avg, value_percentile or value_median';
const dateHint = 'Write it as YYYY-MM-DD, for example 2025-01-31.';

const metadata: readonly Explanation[] = [
  [
    'SigmaTitleError',
    /must have a title/,
    () => "The rule has no title. Add 'title:' with a short name for what it finds.",
  ],
  [
    'SigmaTitleError',
    /256/,
    () => 'The title is longer than the 256 characters that Sigma allows. Move details into the description.',
  ],
  ['SigmaTitleError', /must be a string/, () => 'The title must be text. Put it in quotes.'],
  [
    'SigmaIdentifierError',
    /UUID/,
    () => 'The id is no UUID. Ids look like 3fa85f64-5717-4562-b3fc-2c963f66afa6; generate a new one.',
  ],
  ['SigmaLevelError', /^'(.*)' is no/s, (level) => `'${level}' is no level. Use ${levels}.`],
  ['SigmaLevelError', /must be a string/, () => `The level must be one word: ${levels}.`],
  ['SigmaStatusError', /^'(.*)' is not? /s, (status) => `'${status}' is no status. Use ${statuses}.`],
  ['SigmaStatusError', /list|string/, () => `The status must be one word: ${statuses}.`],
  ['SigmaDateError', /'(.*)' is invalid/s, (date) => `'${date}' is no date that Sigma can read. ${dateHint}`],
  ['SigmaModifiedError', /'(.*)' is invalid/s, (date) => `'${date}' is no date that Sigma can read. ${dateHint}`],
  ['SigmaTagError', /list of strings/, () => 'Each tag must be text, for example attack.t1059.'],
  ['SigmaTagError', /must be a list/, () => "'tags' must be a list. Write each tag on its own line after '- '."],
  [
    'SigmaValueError',
    /tag must start with namespace/,
    () => 'The tag has no namespace. Write it as namespace.name, for example attack.execution.',
  ],
  ['SigmaReferencesError', /list/, () => "'references' must be a list. Write each link on its own line after '- '."],
  ['SigmaFieldsError', /list/, () => "'fields' must be a list of field names."],
  [
    'SigmaFalsePositivesError',
    /list/,
    () => "'falsepositives' must be a list. Write each one on its own line after '- '.",
  ],
  ['SigmaScopeError', /list/, () => "'scope' must be a list."],
  [
    'SigmaAuthorError',
    /string/,
    () => "'author' must be text. Write several authors in one line, separated by commas.",
  ],
  ['SigmaDescriptionError', /string/, () => "'description' must be text."],
  ['SigmaLicenseError', /string/, () => "'license' must be text, the SPDX identifier of a licence."],
  [
    'SigmaNameError',
    /empty/,
    () => "'name' is empty. Give the rule a name that correlations can refer to, or remove the line.",
  ],
  ['SigmaTaxonomyError', /empty/, () => "'taxonomy' is empty. Name one, or remove the line."],
  ['SigmaTaxonomyError', /string/, () => "'taxonomy' must be text."],
  ['SigmaRelatedError', /must be maps/, () => "Each related rule must be a mapping with 'id' and 'type'."],
  ['SigmaRelatedError', /string UUID/, () => 'The id of a related rule must be a UUID, as text.'],
  ['SigmaRelatedError', /must be a list/, () => "'related' must be a list of entries with 'id' and 'type'."],
  ['SigmaRelatedError', /have an id/, () => "This related rule has no 'id'. Add the UUID of the rule."],
  [
    'SigmaRelatedError',
    /have a type/,
    () => "This related rule has no 'type'. Add derived, obsolete, merged, renamed, similar or correlation.",
  ],
  ['SigmaRelatedError', /identifier must be an UUID/, () => 'The id of a related rule must be a UUID.'],
  [
    'SigmaRelatedError',
    /^(.*) is not a Sigma related/s,
    (type) => `'${type}' is no kind of relation. Use derived, obsolete, merged, renamed, similar or correlation.`,
  ],
];

const detection: readonly Explanation[] = [
  [
    'SigmaLogsourceError',
    /must have a log source|without.*log ?source/i,
    () => "The rule has no 'logsource'. Add it with at least one of category, product and service.",
  ],
  [
    'SigmaLogsourceError',
    /can't be empty/,
    () => 'The log source says nothing. Set at least one of category, product and service.',
  ],
  ['SigmaLogsourceError', /valid YAML map/, () => "'logsource' must be a mapping with category, product or service."],
  [
    'SigmaLogsourceError',
    /log source (\w+) must be string/,
    (key) => `'${key}' of the log source must be text. Put it in quotes.`,
  ],
  [
    'SigmaDetectionError',
    /must have a detection/,
    () => "The rule has no 'detection'. Add it with at least one selection and a condition.",
  ],
  ['SigmaDetectionError', /valid YAML map/, () => "'detection' must be a mapping of named selections and a condition."],
  [
    'SigmaDetectionError',
    /No detections defined/,
    () => "'detection' holds no selection. Add one with the fields and values to look for.",
  ],
  [
    'SigmaDetectionError',
    /Detection is empty/,
    () => 'This detection is empty, so it cannot match anything. Add fields and values, or remove it.',
  ],
  [
    'SigmaConditionError',
    /at least one condition/,
    () => "The rule has no 'condition'. Add one under 'detection' that says which selections must match.",
  ],
  [
    'SigmaConditionError',
    /Detection '(.*)' not defined/s,
    (name) => `There is no detection named '${name}'. Define it under 'detection', or correct the name.`,
  ],
  [
    'SigmaConditionError',
    /pipe syntax/,
    () => "Aggregations after '|' are no longer part of Sigma. Use a correlation rule instead.",
  ],
  [
    'SigmaConditionError',
    /Null value must be bound/,
    () => 'An empty value needs a field: without one there is nothing to be empty. Write it as field: null.',
  ],
  [
    'SigmaConditionError',
    /Unbalanced parentheses/,
    () => 'The parentheses do not match, or something is missing between them.',
  ],
  [
    'SigmaConditionError',
    /^Expected end of text, found '(.*?)'/s,
    (word) => `'${word}' cannot stand here. Between two detections a condition needs 'and' or 'or'.`,
  ],
  [
    'SigmaConditionError',
    /found end of text/,
    () => 'The condition ends too early: a detection name is missing at its end.',
  ],
  [
    'SigmaConditionError',
    /^Expected \{\{.*found '(.*?)'/s,
    (word) =>
      `'${word}' cannot stand here: a detection name, 'not', '(' or a selector such as '1 of selection_*' is expected.`,
  ],
  [
    'SigmaDetectionError',
    /Unsupported detection definition type: <class '(\w+)/,
    (type) => `${yamlKind(type)} cannot be a detection. Write fields with values, or a list of words to search for.`,
  ],
  [
    'SigmaConditionError',
    /\(at char 0\)/,
    () =>
      "The condition is empty or begins with something that cannot stand there. Name a selection, for example 'selection'.",
  ],
  [
    'AttributeError',
    /'(\w+)' object has no attribute 'split'/,
    (type) => `${yamlKind(type)} cannot be a field name. Put it in quotes.`,
  ],
  [
    'AttributeError',
    /has no attribute/,
    () =>
      'This value has a type that cannot stand here; pySigma crashes on it. Put it in quotes, or write it as the specification says.',
  ],
  [
    'IndexError',
    /./s,
    () => 'This value is empty, and the modifier cannot work on nothing. Write the text to look for.',
  ],
  [
    'UnboundLocalError',
    /condition/,
    () => "The correlation has no 'condition' that fits its type. Add a comparison, for example gte: 10.",
  ],
  [
    'TypeError',
    /is not iterable|unhashable type/,
    () => "The condition must be text, for example 'selection and not filter'.",
  ],
];

const values: readonly Explanation[] = [
  [
    'SigmaTypeError',
    /Modifier (\w+) incompatible/,
    (modifier) => `${nameModifier(modifier)} cannot be used with this kind of value.${modifierNeeds(modifier)}`,
  ],
  [
    'SigmaTypeError',
    /Invalid CIDR expression: '?(.*?)'? has host bits set/s,
    (network) =>
      `${network} names an address inside a network: bits after the prefix are set. Write the network's own address.`,
  ],
  [
    'SigmaTypeError',
    /Invalid CIDR expression: '?(.*?)'? does not appear/s,
    (network) => `'${network}' is no IPv4 or IPv6 network. Write it as 10.0.0.0/8 or 2001:db8::/32.`,
  ],
  [
    'SigmaTypeError',
    /Unsupported type: <class '(\w+)'>/,
    (type) =>
      `${yamlKind(type)} cannot be a value here. Values are text, numbers, true, false or null; put dates in quotes.`,
  ],
  ['SigmaTypeError', /name must be a string/, () => "'name' must be text."],
  [
    'SigmaValueError',
    /Base64 encoding of strings with wildcards/,
    () =>
      'Text with wildcards cannot be encoded as Base64, because what they stand for is not known. Remove the wildcards, or escape them with a backslash.',
  ],
  [
    'SigmaValueError',
    /only applicable to unmodified values/,
    () =>
      "'re' must be the first modifier: a value that another modifier has changed is no regular expression any more.",
  ],
  [
    'SigmaValueError',
    /Field references must not contain wildcards/,
    () => "After 'fieldref' stands the name of a field, and that cannot hold wildcards.",
  ],
  [
    'SigmaValueError',
    /^(Wide|UTF-16\w*) modifier only allowed/,
    () =>
      'This text cannot be encoded so: after the encoding it would be no valid text any more. Use ASCII characters.',
  ],
  [
    'SigmaValueError',
    /Exists modifier must be applied to field/,
    () => "'exists' asks whether a field exists, so it needs a field before it.",
  ],
  ['SigmaValueError', /Invalid number/, () => 'Infinity and not-a-number are no values that events can have.'],
  ['SigmaRegularExpressionError', /is invalid: (.*)$/s, (reason) => `This is no valid regular expression: ${reason}.`],
];

const correlation: readonly Explanation[] = [
  [
    'SigmaCorrelationTypeError',
    /^'(.*)' is no valid/s,
    (type) => `'${type}' is no kind of correlation. Use ${correlationTypes}.`,
  ],
  ['SigmaCorrelationTypeError', /without type/, () => `The correlation has no 'type'. Use ${correlationTypes}.`],
  ['SigmaTimespanError', /'(.*)' must be greater/s, (span) => `The time span '${span}' must be greater than zero.`],
  [
    'SigmaTimespanError',
    /'(.*)' is invalid/s,
    (span) => `'${span}' is no time span. Write a number and a unit (s, m, h, d, w, M or y), for example 15m.`,
  ],
  [
    'SigmaCorrelationRuleError',
    /without rule references/,
    () => "The correlation names no rules. Add 'rules' with names or ids.",
  ],
  [
    'SigmaCorrelationRuleError',
    /without timespan/i,
    () => "The correlation has no 'timespan'. Add one, for example 15m.",
  ],
  [
    'SigmaCorrelationRuleError',
    /without condition/i,
    () => "The correlation has no 'condition'. Add one, for example gte: 10.",
  ],
  ['SigmaCorrelationRuleError', /group-by/, () => "'group-by' must be a field name or a list of them."],
  ['SigmaCorrelationRuleError', /Rule reference must be/, () => "'rules' must be a name or id, or a list of them."],
  ['SigmaCorrelationRuleError', /generate definition/, () => "'generate' must be true or false, without quotes."],
  [
    'SigmaCorrelationRuleError',
    /aliases definition/,
    () => "'aliases' must be a mapping: alias, then the field of each rule.",
  ],
  [
    'SigmaCorrelationRuleError',
    /Extended conditions/,
    () =>
      "Only 'temporal' and 'temporal_ordered' correlations take an expression over rules as condition. Write a comparison, for example gte: 10.",
  ],
  [
    'SigmaCorrelationRuleError',
    /must be a dict or string/,
    () =>
      'The condition must be a comparison, for example gte: 10, or for temporal correlations an expression over rules.',
  ],
  [
    'SigmaCorrelationRuleError',
    /^Value (\w+) correlation rule without field/,
    (kind) => `A value_${kind} correlation needs the field that it looks at: add 'field' to the condition.`,
  ],
  [
    'SigmaCorrelationConditionError',
    /but not referenced in extended condition: (.*?)\.?$/,
    (rules) => `The condition does not use ${rules}. Use all rules of 'rules', or remove them there.`,
  ],
  [
    'SigmaCorrelationConditionError',
    /not in rules|not defined|unknown rule/i,
    () => "The condition names a rule that 'rules' does not list.",
  ],
  [
    'SigmaCorrelationConditionError',
    /Failed to parse.*found end of text/s,
    () => 'The condition ends too early: the name of a rule is missing.',
  ],
  [
    'SigmaCorrelationConditionError',
    /Failed to parse.*found '(.*?)'/s,
    (word) => `'${word}' cannot stand here. Write names of rules with and, or, not and parentheses.`,
  ],
  [
    'SigmaCorrelationConditionError',
    /exactly one condition item/,
    () => 'The condition needs exactly one comparison: lt, lte, gt, gte, eq or neq.',
  ],
  [
    'SigmaCorrelationConditionError',
    /invalid items: (.*?)\.?$/,
    (items) => `The condition knows no ${items}. Use lt, lte, gt, gte, eq or neq, and field.`,
  ],
  [
    'SigmaCorrelationConditionError',
    /^'(.*)' is no valid .* (count|percentile)/s,
    (value, what) => `'${value}' is no ${what}. Write a whole number.`,
  ],
  ['SigmaFilterError', /dictionary/, () => "'filter' must be a mapping with 'rules', selections and a condition."],
  ['SigmaCollectionError', /action '(.*)'/s, (action) => `'${action}' is no action. Use global, reset or repeat.`],
  [
    'SigmaRuleNotFoundError',
    /'(.*?)'/s,
    (name) => `There is no rule named '${name}' in this file or collection. Correct the name or id, or add the rule.`,
  ],
  [
    'SigmaFilterRuleReferenceError',
    /./s,
    () => "The filter must say in 'rules' which rules it applies to: a list of names or ids, or any.",
  ],
  ['SigmaFilterConditionError', /./s, () => "The filter needs one 'condition' as text, for example 'not selection'."],
];

export const errorExplanations: readonly Explanation[] = [...metadata, ...detection, ...values, ...correlation];

/** What a modifier takes, in words. */
const needs: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  bool: 'true or false, without quotes',
  regex: "a regular expression: write 're' before it",
};

function modifierOfClass(className: string): SigmaModifier | undefined {
  return [...modifiers.values()].find((modifier) => modifier.className === className);
}

function nameModifier(className: string): string {
  return `'${modifierOfClass(className)?.ids.at(-1) ?? className}'`;
}

function modifierNeeds(className: string): string {
  const modifier = modifierOfClass(className);
  const accepted = modifier?.kind === 'value' ? modifier.accepts.find((type) => needs[type] !== undefined) : undefined;
  return accepted === undefined ? '' : ` It needs ${needs[accepted]}.`;
}

function yamlKind(pythonType: string): string {
  const kinds: Readonly<Record<string, string>> = {
    list: 'A list',
    dict: 'A mapping',
    date: 'A date',
    datetime: 'A point in time',
    bytes: 'Binary data',
    int: 'A number',
    float: 'A number',
    bool: 'True or false',
    tuple: 'A pair',
  };
  return kinds[pythonType] ?? `A value of type ${pythonType}`;
}
