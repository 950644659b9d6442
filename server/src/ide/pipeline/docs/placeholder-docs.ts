import { flag, map, number, type ParameterDoc, type PartDocs, text, texts, value } from './part-doc.ts';

const filter: Readonly<Record<string, ParameterDoc>> = {
  include: texts('Only these placeholders are replaced. Not together with `exclude`.', { otherwise: 'all' }),
  exclude: texts('All placeholders but these are replaced. Not together with `include`.', { otherwise: 'none' }),
};

const external: Readonly<Record<string, ParameterDoc>> = {
  format: text('How the text is read.', { values: ['plaintext', 'csv', 'json', 'yaml'], otherwise: 'plaintext' }),
  filter: text('A regular expression of Python; only values in which it is found are used.', {
    otherwise: 'all values',
  }),
  csv_column: value('The column of a CSV text: its name, or its number from 0.'),
  csv_has_header: flag('Whether the first row of a CSV text names the columns.', true),
  jq_expression: text('What to take from JSON or YAML, such as `.hosts[].name`. It must give single values.'),
  ...filter,
};

const trust =
  'Works only where the user has allowed external sources; otherwise it refuses every rule with a placeholder.';

/** Transformations that replace placeholders: the names between `%` in values with the modifier `expand`. */
export const placeholderDocs: PartDocs = {
  wildcard_placeholders: {
    text: 'Replaces placeholders by `*`: the rule still works, but matches more.',
    scope: 'detection items',
    parameters: filter,
  },
  value_placeholders: {
    text: 'Replaces placeholders by the values that the pipeline’s `vars` have under their name.',
    scope: 'detection items',
    parameters: filter,
  },
  query_expression_placeholders: {
    text: 'Replaces a value that is one placeholder by an expression of the query language, for instance a look-up in a list.',
    scope: 'detection items',
    parameters: {
      ...filter,
      expression: text('The expression; `{field}` and `{id}` stand for the field and the placeholder.'),
      mapping: map('From the name of a placeholder to the text that `{id}` stands for.'),
    },
  },
  file_placeholders: {
    text: `Replaces placeholders by values from a file. ${trust}`,
    scope: 'detection items',
    parameters: { path: text('The file.'), ...external },
  },
  http_placeholders: {
    text: `Replaces placeholders by values from an address. ${trust}`,
    scope: 'detection items',
    parameters: {
      url: text('The address.'),
      method: text('The method of the request.', {
        values: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
        otherwise: 'GET',
      }),
      timeout: number('Seconds to wait.', '10'),
      headers: map('Headers of the request. Keep secrets out of pipeline files.'),
      params: map('Parameters that are added to the address.'),
      form_data: map('A form that is sent as the body.'),
      json_body: map('A document that is sent as the body.'),
      max_body_size: number('Bytes that an answer may have.', '10485760'),
      ...external,
    },
  },
  command_placeholders: {
    text: `Replaces placeholders by what a command prints. ${trust}`,
    scope: 'detection items',
    parameters: {
      cmd: texts('The program with its arguments as a list, or one line for a shell.'),
      timeout: number('Seconds to wait.', '30'),
      max_stdout: number('Bytes that the command may print.', '10485760'),
      ...external,
    },
  },
};
