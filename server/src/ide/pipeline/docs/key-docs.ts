import { conditionPrefixes } from '../pipeline-tree.ts';
import { flag, items, map, number, type ParameterDoc, text, texts } from './part-doc.ts';

/** The keys of a pipeline file. */
export const topLevelDocs: Readonly<Record<string, ParameterDoc>> = {
  name: text('What the pipeline is called.'),
  priority: number('Pipelines that are used together run in the order of this number, the smallest first.', '0'),
  allowed_backends: texts('The backends that the pipeline is made for. Others are refused.', { otherwise: 'all' }),
  vars: map('Values for `value_placeholders` and for templates, by name.'),
  transformations: items('What is done to each rule before it is converted, in this order.'),
  postprocessing: items('What is done to each finished query, in this order.'),
  finalizers: items('What makes one output of all queries, in this order.'),
};

const subjects = { rule: 'the rule', detection_item: 'the detection item', field_name: 'the field name' } as const;

function conditionKeys(prefix: (typeof conditionPrefixes)[number]): Readonly<Record<string, ParameterDoc>> {
  const subject = subjects[prefix];
  return {
    [`${prefix}_conditions`]: items(
      `Conditions on ${subject}, all of which must be true. As a list, or as a mapping with names for \`${prefix}_cond_expr\`.`,
    ),
    [`${prefix}_cond_op`]: text(`Whether all conditions on ${subject} must be true, or one is enough.`, {
      values: ['and', 'or'],
      otherwise: 'and',
    }),
    [`${prefix}_cond_not`]: flag(`Turns the conditions on ${subject} around, as a whole.`, false),
    [`${prefix}_cond_expr`]: text(
      `Links the named conditions on ${subject} with \`and\`, \`or\`, \`not\` and parentheses. Every name must be used.`,
    ),
  };
}

/** The keys that every transformation may have, besides its parameters. */
export const itemDocs: Readonly<Record<string, ParameterDoc>> = {
  id: text('A name for this item, by which conditions of the kind `processing_item_applied` refer to it.'),
  type: text('What is done.'),
  ...Object.assign({}, ...conditionPrefixes.map(conditionKeys)),
};

/** Keys with leave to do something dangerous; files cannot give it here. */
export const permissionDocs: Readonly<Record<string, ParameterDoc>> = {
  allow_external_sources: flag(
    'Allows files, addresses and commands in pySigma. Here a file cannot give that leave to itself, so it changes nothing.',
    false,
  ),
  allow_template_vars: flag('Allows Python code beside templates in pySigma. Here such code is never run.', false),
  vars_allowed_paths: texts(
    'Folders from which pySigma runs Python code beside templates. Here such code is never run.',
  ),
};
