import { flag, items, number, type PartDocs, text } from './part-doc.ts';

const template = (variables: string) => ({
  template: text(`The template, in the language of Jinja, with ${variables}; with \`path\` the name of a file.`),
  path: text('The folder of the template, if it is a file. Read only where the user has allowed external sources.'),
  autoescape: flag('Whether characters that mean something in HTML are escaped.', false),
  vars: text('A Python file with more variables. It is never run here, so such a pipeline is refused.'),
});

/** Everything that may stand in `postprocessing`. */
export const postprocessingDocs: PartDocs = {
  embed: {
    text: 'Puts text before and behind each query.',
    scope: 'queries',
    parameters: {
      prefix: text('What comes before.', { otherwise: 'nothing' }),
      suffix: text('What comes behind.', { otherwise: 'nothing' }),
    },
  },
  simple_template: {
    text: 'Replaces each query by a text with parts of the rule in it.',
    scope: 'queries',
    parameters: {
      template: text('The text; `{query}`, `{rule.title}`, `{pipeline.state[key]}` and the like are filled in.'),
    },
  },
  template: {
    text: 'Replaces each query by what a Jinja template makes of it and of its rule.',
    scope: 'queries',
    parameters: template('`query`, `rule` and `pipeline`'),
  },
  json: {
    text: 'Puts each query into a JSON document.',
    scope: 'queries',
    parameters: { json_template: text('The document; the text `%QUERY%` in it becomes the query.') },
  },
  replace: {
    text: 'Replaces what a regular expression matches in each query.',
    scope: 'queries',
    parameters: {
      pattern: text('A regular expression of Python.'),
      replacement: text('The new text; `\\1` and `\\g<name>` stand for groups.'),
    },
  },
  nest: {
    text: 'Several steps under one set of conditions. pySigma 1.5 does not read this from files.',
    scope: 'queries',
    parameters: { items: items('The steps, written as in `postprocessing`.') },
  },
};

/** Everything that may stand in `finalizers`. */
export const finalizerDocs: PartDocs = {
  concat: {
    text: 'Joins all queries to one text.',
    parameters: {
      separator: text('What stands between two queries.', { otherwise: 'a line end' }),
      prefix: text('What comes before the first.', { otherwise: 'nothing' }),
      suffix: text('What comes behind the last.', { otherwise: 'nothing' }),
    },
  },
  json: {
    text: 'Makes one JSON document of all queries.',
    parameters: { indent: number('Spaces for each level.', 'one line') },
  },
  yaml: {
    text: 'Makes one YAML document of all queries.',
    parameters: { indent: number('Spaces for each level.', '2') },
  },
  template: {
    text: 'Makes one output of all queries with a Jinja template.',
    parameters: template('`queries` and `pipeline`'),
  },
  nested: {
    text: 'Several finalizers as one.',
    parameters: { finalizers: items('The finalizers, written as in `finalizers`.') },
  },
};
