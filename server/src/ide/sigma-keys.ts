/** The keys of Sigma documents in the order of the specification: what each means, what it may hold, and what a new one looks like. */

export interface SigmaKey {
  readonly name: string;
  /** Markdown. */
  readonly doc: string;
  readonly required?: true;
  /** The values that the specification allows, with their meaning. */
  readonly values?: Readonly<Record<string, string>>;
  /**
   * What stands behind `name:` when the key is new, as an LSP snippet; `\t` is one step of indentation. Without it a blank. `{uuid}`
   * and `{today}` are filled in.
   */
  readonly snippet?: string;
}

export type DocumentKind = 'rule' | 'correlation' | 'filter';

const levels = {
  informational: 'For context only: matches are no alerts.',
  low: 'Noteworthy, rarely an incident by itself.',
  medium: 'Should be looked at, but not at once.',
  high: 'Should be looked at soon: probably an incident.',
  critical: 'An incident that needs an answer at once.',
};

const statuses = {
  stable: 'Used in production without many false positives.',
  test: 'Mostly without false positives; needs tuning now and then.',
  experimental: 'New: may raise many false positives.',
  deprecated: 'Replaced by another rule; `related` should say by which.',
  unsupported: 'Cannot be used at the moment.',
};

export const relatedTypes: Readonly<Record<string, string>> = {
  derived: 'This rule was made from the other one, which may still be used.',
  obsolete: 'This rule replaces the other one.',
  merged: 'The other rule was merged into this one.',
  renamed: 'The other id is a former id of this rule.',
  similar: 'The other rule is about the same, for another log source for instance.',
  correlation: 'The other rule is a correlation that uses this one.',
};

export const correlationTypes: Readonly<Record<string, string>> = {
  event_count: 'Counts the events of the rules in the time span.',
  value_count: 'Counts the different values of a field in the time span.',
  temporal: 'Events of all the rules in the time span, in any order.',
  temporal_ordered: 'Events of all the rules in the time span, in the order of `rules`.',
  value_sum: 'Sum of the values of a field.',
  value_avg: 'Average of the values of a field.',
  value_percentile: 'Percentile of the values of a field.',
  value_median: 'Median of the values of a field.',
};

const choice = (values: Readonly<Record<string, string>>) => ` \${1|${Object.keys(values).join(',')}|}`;
const item = '\n\t- ';

const head: readonly SigmaKey[] = [
  { name: 'title', required: true, doc: 'What the rule detects, in at most 256 characters.' },
  {
    name: 'id',
    doc: 'A UUID that stays with the rule. A rule that becomes another one gets a new id.',
    snippet: ' {uuid}',
  },
  { name: 'name', doc: 'A short name by which correlations and filters can refer to the rule.' },
  {
    name: 'related',
    doc: 'Other rules and how they belong to this one.',
    snippet: `${item}id: \${1}\n\t  type: \${2|${Object.keys(relatedTypes).join(',')}|}`,
  },
  { name: 'taxonomy', doc: 'The naming of fields and log sources that the rule uses; `sigma` when absent.' },
  { name: 'status', doc: 'How far the rule can be trusted.', values: statuses, snippet: choice(statuses) },
  { name: 'description', doc: 'What is detected and why it matters, in at most 65,535 characters.' },
  { name: 'license', doc: 'Licence of the rule, as an SPDX id.' },
  { name: 'references', doc: 'Where the idea of the rule comes from: a list of links.', snippet: item },
  { name: 'author', doc: 'Who wrote the rule; several names with commas.' },
  { name: 'date', doc: 'When the rule was written: `YYYY-MM-DD`.', snippet: ' {today}' },
  {
    name: 'modified',
    doc: 'When the rule was last changed in what it detects, or in title, level or status: `YYYY-MM-DD`.',
    snippet: ' {today}',
  },
];

const tags: SigmaKey = {
  name: 'tags',
  doc: 'What the rule belongs to, such as ATT&CK techniques: a list of `namespace.name` in lower case.',
  snippet: `${item}attack.`,
};
const fields: SigmaKey = {
  name: 'fields',
  doc: 'Fields of the event that help whoever looks at a match: a list.',
  snippet: item,
};
const falsepositives: SigmaKey = {
  name: 'falsepositives',
  doc: 'What else may match, without being an attack: a list.',
  snippet: item,
};
const level: SigmaKey = {
  name: 'level',
  doc: 'How much a match matters.',
  values: levels,
  snippet: choice(levels),
};
const scope: SigmaKey = {
  name: 'scope',
  doc: 'Where the rule is meant to be used, such as `server`: a list.',
  snippet: item,
};
const logsource: SigmaKey = {
  name: 'logsource',
  required: true,
  doc: 'Which logs the rule searches.',
  snippet: '\n\t',
};

const ruleKeys: readonly SigmaKey[] = [
  ...head,
  tags,
  logsource,
  {
    name: 'detection',
    required: true,
    doc: 'What is searched for: named selections, and a condition that joins them.',
    snippet: '\n\tselection:\n\t\t${1}\n\tcondition: selection',
  },
  fields,
  falsepositives,
  level,
  scope,
];

const correlationKeys: readonly SigmaKey[] = [
  ...head,
  tags,
  {
    name: 'correlation',
    required: true,
    doc: 'Which events of other rules belong together.',
    snippet: `\n\ttype: \${1|${Object.keys(correlationTypes).join(',')}|}\n\trules:\n\t\t- \${2}\n\tgroup-by:\n\t\t- \${3}\n\ttimespan: \${4:5m}\n\tcondition:\n\t\tgte: \${5:10}`,
  },
  fields,
  falsepositives,
  level,
  scope,
];

const filterKeys: readonly SigmaKey[] = [
  ...head.filter(({ name }) => name !== 'related'),
  logsource,
  {
    name: 'filter',
    required: true,
    doc: 'What is taken away from the matches of other rules.',
    snippet: '\n\trules:\n\t\t- ${1}\n\tselection:\n\t\t${2}\n\tcondition: ${3:not selection}',
  },
];

/** Keys of the top level by kind of document. */
export const documentKeys: Readonly<Record<DocumentKind, readonly SigmaKey[]>> = {
  rule: ruleKeys,
  correlation: correlationKeys,
  filter: filterKeys,
};

export const logsourceKeys: readonly SigmaKey[] = [
  { name: 'category', doc: 'Kind of log, whatever wrote it: `process_creation`, `proxy`, …' },
  { name: 'product', doc: 'Operating system, product or cloud: `windows`, `linux`, `aws`, …' },
  { name: 'service', doc: 'Log of the product: `security`, `sshd`, `cloudtrail`, …' },
  { name: 'definition', doc: 'What has to be switched on or collected for the rule to work, in words.' },
];

const condition: SigmaKey = {
  name: 'condition',
  required: true,
  doc: 'How the selections are joined: `and`, `or`, `not`, brackets, and `1 of selection_*`, `all of them`.',
};

export const detectionKeys: readonly SigmaKey[] = [condition];

export const filterSectionKeys: readonly SigmaKey[] = [
  { name: 'rules', required: true, doc: 'Rules that are filtered, by id or name: a list, or `any`.', snippet: item },
  condition,
];

export const relatedKeys: readonly SigmaKey[] = [
  { name: 'id', required: true, doc: 'Id of the other rule.' },
  {
    name: 'type',
    required: true,
    doc: 'How the other rule belongs to this one.',
    values: relatedTypes,
    snippet: choice(relatedTypes),
  },
];

export const correlationSectionKeys: readonly SigmaKey[] = [
  {
    name: 'type',
    required: true,
    doc: 'What is counted or compared.',
    values: correlationTypes,
    snippet: choice(correlationTypes),
  },
  { name: 'rules', required: true, doc: 'Rules whose events are correlated, by id or name: a list.', snippet: item },
  { name: 'group-by', doc: 'Only events with the same values in these fields belong together: a list.', snippet: item },
  {
    name: 'timespan',
    required: true,
    doc: 'Time in which the events happen: a number and `s`, `m`, `h` or `d`.',
    snippet: ' ${1:5m}',
  },
  {
    name: 'condition',
    required: true,
    doc: 'When the correlation matches.',
    snippet: '\n\t${1|gte,gt,lte,lt,eq,neq|}: ${2:10}',
  },
  {
    name: 'aliases',
    doc: 'One name for fields that are called differently in the rules.',
    snippet: '\n\t${1:name}:\n\t\t',
  },
  {
    name: 'generate',
    doc: 'Whether the rules also raise alerts of their own: `true` or `false`.',
    values: { true: 'The rules raise alerts, too.', false: 'Only the correlation does.' },
  },
];

export const conditionOperators: Readonly<Record<string, string>> = {
  gt: 'Greater than the value.',
  gte: 'Greater than or equal to the value.',
  lt: 'Less than the value.',
  lte: 'Less than or equal to the value.',
  eq: 'Equal to the value.',
  neq: 'Not equal to the value.',
};

export const correlationConditionKeys: readonly SigmaKey[] = [
  ...Object.entries(conditionOperators).map(([name, doc]) => ({ name, doc })),
  { name: 'field', doc: 'Field whose values are counted or computed. Needed by the `value_…` types.' },
  { name: 'percentile', doc: 'Which percentile is computed, from 0 to 100. Needed by `value_percentile`.' },
];

/** The keys that may stand below a path of keys (`-` for list items); `undefined` where the author chooses the names. */
export function keysBelow(path: readonly string[], kind: DocumentKind): readonly SigmaKey[] | undefined {
  const keys = path.filter((key) => key !== '-').join('.');
  const tables: Readonly<Record<string, readonly SigmaKey[]>> = {
    '': documentKeys[kind],
    logsource: logsourceKeys,
    detection: detectionKeys,
    related: relatedKeys,
    correlation: correlationSectionKeys,
    'correlation.condition': correlationConditionKeys,
    filter: filterSectionKeys,
  };
  return Object.hasOwn(tables, keys) ? tables[keys] : undefined;
}

export function findKey(path: readonly string[], kind: DocumentKind): SigmaKey | undefined {
  const keys = keysBelow(path.slice(0, -1), kind);
  return keys?.find(({ name }) => name === path.at(-1));
}
