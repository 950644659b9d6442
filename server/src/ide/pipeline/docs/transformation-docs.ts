import { flag, items, map, type PartDocs, text, texts, value } from './part-doc.ts';
import { placeholderDocs } from './placeholder-docs.ts';

const mapping = (words: string) => map(words, { fields: true });

/** Everything that may stand in `transformations`. */
export const transformationDocs: PartDocs = {
  field_name_mapping: {
    text: 'Renames fields. A field with several new names becomes an OR of all of them; the key `null` stands for keywords.',
    scope: 'detection items',
    parameters: {
      mapping: mapping('From each field name of the rules to the name, or the list of names, that the target uses.'),
    },
  },
  field_name_prefix_mapping: {
    text: 'Replaces the beginning of field names. The first prefix that fits counts.',
    scope: 'detection items',
    parameters: { mapping: mapping('From the beginning of a field name to the new beginning, or a list of them.') },
  },
  field_name_transform: {
    text: 'Renames fields with a function of Python. A file cannot hold one, so this fails as soon as a rule has a field.',
    scope: 'detection items',
    parameters: {
      mapping: mapping('Fields that are renamed by name, before the function is asked.'),
      transform_func: value('The function. Only pipelines written in Python can give one.'),
      apply_keyword: flag('Whether keywords are handed to the function, too.', false),
    },
  },
  field_name_prefix: {
    text: 'Puts a text before every field name.',
    scope: 'detection items',
    parameters: { prefix: text('What is put before the name, such as `event.`.') },
  },
  field_name_suffix: {
    text: 'Puts a text behind every field name.',
    scope: 'detection items',
    parameters: { suffix: text('What is put behind the name, such as `.keyword`.') },
  },
  drop_detection_item: {
    text: 'Removes detection items, usually those that the target does not need. A selection that is left empty vanishes from the conditions.',
    scope: 'detection items',
    parameters: {},
  },
  hashes_fields: {
    text: 'Takes a field like Sysmon’s `Hashes` apart (`SHA1=…`, `MD5|…` or bare hashes) into one field for each algorithm, linked by OR.',
    scope: 'detection items',
    parameters: {
      valid_hash_algos: texts(
        'Algorithms that the target has a field for, such as `[MD5, SHA1, SHA256]`. Others are left out.',
      ),
      field_prefix: text('What is put before the algorithm to name the field, such as `file.hash.`.', {
        otherwise: 'nothing',
      }),
      drop_algo_prefix: flag('Names the field by the prefix alone, without the algorithm.', false),
      field_to_parse: texts('The fields that hold hashes.', { otherwise: '[Hashes, Hash]', fields: true }),
    },
  },
  extract_fields: {
    text: 'Takes values apart with a regular expression: every named group becomes a field of its own, all linked by AND.',
    scope: 'detection items',
    parameters: {
      regex: text('A regular expression of Python with named groups: `(?P<name>…)`.'),
      field_prefix: text('What is put before the names of the groups, with a dot between.', { otherwise: 'nothing' }),
      preserve_unmatched: flag(
        'Keeps values that the expression does not match beside what it takes apart; otherwise they are lost.',
        false,
      ),
    },
  },
  add_condition: {
    text: 'Adds a selection and links it by AND to every condition of the rule, for instance the index or event id of a log source.',
    scope: 'rule',
    parameters: {
      conditions: mapping('The fields of the selection with their values.'),
      name: text('The name of the selection.', { otherwise: 'a free one that starts with `_cond_`' }),
      template: flag(
        'Whether `$category`, `$product` and `$service` in values stand for the rule’s log source.',
        false,
      ),
      negated: flag('Whether the selection must not match.', false),
    },
  },
  change_logsource: {
    text: 'Replaces the rule’s log source as a whole, so that later conditions see the new one.',
    scope: 'rule',
    parameters: {
      category: text('The new category; without it there is none.'),
      product: text('The new product; without it there is none.'),
      service: text('The new service; without it there is none.'),
    },
  },
  add_field: {
    text: 'Adds to the rule’s list `fields`, which many targets show in their results.',
    scope: 'rule',
    parameters: { field: text('One field name, or a list of them.', { fields: true }) },
  },
  remove_field: {
    text: 'Removes from the rule’s list `fields`.',
    scope: 'rule',
    parameters: { field: text('One field name, or a list of them.', { fields: true }) },
  },
  set_field: {
    text: 'Replaces the rule’s list `fields`.',
    scope: 'rule',
    parameters: { fields: texts('The new list.', { fields: true }) },
  },
  replace_string: {
    text: 'Replaces what a regular expression matches in strings and numbers. The result is read as a Sigma value again.',
    scope: 'detection items',
    parameters: {
      regex: text('A regular expression of Python. It sees the value as text, with wildcards and backslashes.'),
      replacement: text('The new text; `\\1` and `\\g<name>` stand for groups.'),
      skip_special: flag('Looks only at the text between wildcards, each piece for itself.', false),
      interpret_special: flag('Reads `*` and `?` that the replacement brings in as wildcards.', false),
    },
  },
  map_string: {
    text: 'Replaces whole string values by one or several others.',
    scope: 'detection items',
    parameters: { mapping: map('From the exact value to the new one, or a list of alternatives.') },
  },
  set_value: {
    text: 'Replaces every value of the item by a fixed one.',
    scope: 'detection items',
    parameters: {
      value: value('The new value: text, number, `true`, `false` or `null`.'),
      force_type: text('Makes a text or a number of it.', { values: ['str', 'num'] }),
    },
  },
  convert_type: {
    text: 'Makes texts of numbers, or numbers of texts. A text that is no number refuses the rule.',
    scope: 'detection items',
    parameters: { target_type: text('What values become.', { values: ['str', 'num'] }) },
  },
  case: {
    text: 'Changes the case of string values; wildcards stay.',
    scope: 'detection items',
    parameters: { method: text('How.', { values: ['lower', 'upper', 'snake_case'], otherwise: 'lower' }) },
  },
  regex: {
    text: 'Makes regular expressions of string values, for targets that otherwise compare with regard to case.',
    scope: 'detection items',
    parameters: {
      method: text('How case is ignored: not at all, by the flag `i`, or by brackets for every letter (`[aA]`).', {
        values: ['plain', 'ignore_case_flag', 'ignore_case_brackets'],
        otherwise: 'ignore_case_brackets',
      }),
    },
  },
  set_state: {
    text: 'Keeps a value for later items (`processing_state`), for templates and for the backend, such as the table or index to search.',
    scope: 'rule',
    parameters: { key: text('The name of the value.'), val: value('The value itself.') },
  },
  set_custom_attribute: {
    text: 'Sets an attribute of the rule that later conditions (`rule_attribute`), templates and the backend read.',
    scope: 'rule',
    parameters: { attribute: text('The name of the attribute.'), value: value('Its value.') },
  },
  rule_failure: {
    text: 'Refuses the rule: it is not converted, and the message says why. Put conditions on it.',
    scope: 'rule',
    parameters: { message: text('Why such rules cannot be converted.') },
  },
  detection_item_failure: {
    text: 'Refuses a rule that has a matching detection item, for instance a field that the target lacks.',
    scope: 'detection items',
    parameters: { message: text('Why such rules cannot be converted.') },
  },
  strict_field_mapping_failure: {
    text: 'Refuses a rule that has a field which no mapping before this item has touched.',
    scope: 'rule',
    parameters: {},
  },
  nest: {
    text: 'A pipeline inside the pipeline: its items share one set of conditions. They see only each other’s state until they are done.',
    scope: 'rule',
    parameters: { items: items('The transformations, written as in `transformations`.') },
  },
  ...placeholderDocs,
};
