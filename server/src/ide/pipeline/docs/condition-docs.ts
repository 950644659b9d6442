import type { ConditionPrefix } from '../pipeline-tree.ts';
import { flag, type PartDocs, text, texts, value } from './part-doc.ts';

const anyOrAll = text('Whether one value is enough or all must match.', { values: ['any', 'all'] });
const orders = ['eq', 'ne', 'gte', 'gt', 'lte', 'lt'];

const processingState = {
  text: 'Compares a value that an earlier `set_state` left. One that is not set matches nothing, whatever the comparison.',
  parameters: {
    key: text('The name of the value.'),
    val: value('What it is compared with.'),
    op: text('How: equal, not equal, greater, less.', { values: orders, otherwise: 'eq' }),
  },
};

const itemApplied = (what: string) => ({
  text: `True for ${what} that an earlier item of the pipeline was applied to.`,
  parameters: { processing_item_id: text('The `id` of that item.') },
});

const mode = text(
  'Whether names are compared as they are, or read as regular expressions that match from the beginning.',
  {
    values: ['plain', 're'],
    otherwise: 'plain',
  },
);

/** Everything that may stand in `rule_conditions`, `detection_item_conditions` and `field_name_conditions`. */
export const conditionDocs: Readonly<Record<ConditionPrefix, PartDocs>> = {
  rule: {
    logsource: {
      text: 'True for rules with this log source. What is not given may be anything; a correlation matches when a rule that it refers to does.',
      parameters: {
        category: text('The category, such as `process_creation`.'),
        product: text('The product, such as `windows`.'),
        service: text('The service, such as `security`.'),
      },
    },
    contains_detection_item: {
      text: 'True for rules that compare a field with a value.',
      parameters: { field: text('The field.', { fields: true }), value: value('The value, as it stands in the rule.') },
    },
    contains_field: {
      text: 'True for rules that ask for a field.',
      parameters: { field: text('The field.', { fields: true }) },
    },
    processing_item_applied: itemApplied('rules'),
    processing_state: processingState,
    is_sigma_rule: { text: 'True for rules, false for correlations.', parameters: {} },
    is_sigma_correlation_rule: { text: 'True for correlations, false for rules.', parameters: {} },
    rule_attribute: {
      text: 'Compares an attribute of the rule, such as `level`, `status`, `date` or one of its own. A rule without it does not match.',
      parameters: {
        attribute: text('The attribute.'),
        value: value('What it is compared with.'),
        op: text('How. `in` and `not_in` ask whether a list holds the value; texts can only be equal or not.', {
          values: [...orders, 'in', 'not_in'],
          otherwise: 'eq',
        }),
      },
    },
    tag: { text: 'True for rules with a tag.', parameters: { tag: text('The tag, such as `attack.t1059.001`.') } },
  },
  detection_item: {
    match_string: {
      text: 'True for items whose text values match a regular expression from the beginning.',
      parameters: {
        cond: anyOrAll,
        pattern: text('A regular expression of Python.'),
        negate: flag('Whether the values must not match.', false),
      },
    },
    match_value: {
      text: 'True for items with a value.',
      parameters: { cond: anyOrAll, value: value('The value: text, number, `true` or `false`.') },
    },
    contains_wildcard: { text: 'True for items whose values have wildcards.', parameters: { cond: anyOrAll } },
    is_null: { text: 'True for items whose values are `null`.', parameters: { cond: anyOrAll } },
    processing_item_applied: itemApplied('items'),
    processing_state: processingState,
  },
  field_name: {
    include_fields: {
      text: 'True for these fields. An item counts, too, when its value refers to such a field.',
      parameters: { fields: texts('The field names.', { fields: true }), mode },
    },
    exclude_fields: {
      text: 'True for all fields but these. Keywords, which have no field, always match.',
      parameters: { fields: texts('The field names.', { fields: true }), mode },
    },
    processing_item_applied: itemApplied('fields'),
    processing_state: processingState,
  },
};
