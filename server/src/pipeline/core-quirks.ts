/** Departures from pySigma that concern all targets: how rules and pipelines are read and put together. */
export const coreQuirks = [
  {
    id: 'no-query',
    targets: [],
    reason: 'A rule of which a pipeline leaves nothing to search for gives no query, and nobody is told.',
  },
  {
    id: 'chained-correlation-output',
    targets: [],
    reason: 'A correlation that only serves another one gives a query of its own, though it does not ask for one.',
  },
  {
    id: 'correlation-order',
    targets: [],
    reason: 'Correlations that stand in front of some of the rules that they refer to fail.',
  },
  {
    id: 'unfinished-base-queries',
    targets: [],
    reason:
      'Rules that a correlation refers to and hands out, too ("generate"), give bare queries: formats and post-processing leave them as they are.',
  },
  {
    id: 'utf16le-modifier',
    targets: [],
    reason: 'The modifier utf16le, which the specification has, is unknown.',
  },
  {
    id: 'windows-channels',
    targets: [],
    reason:
      'The pipeline windows-logsources lacks the channels of some services, such as ldap and ntfs, so that their rules search everywhere; ServiceBus-Client has two channels, and none of the name that it uses.',
  },
  {
    id: 'allowed-backends',
    targets: [],
    reason: 'Files of pipelines are taken for other backends than those that they allow.',
  },
  {
    id: 'base64-bytes',
    targets: [],
    reason:
      'Base64 is made of escaped wildcards with their backslashes, and of the byte order mark of utf16 as UTF-8; where base64offset cuts depends on the number of characters instead of bytes.',
  },
  {
    id: 'escaped-placeholders',
    targets: [],
    reason: 'A backslash before a percent sign escapes it, so that placeholders in paths are lost.',
  },
  {
    id: 'placeholder-names',
    targets: [],
    reason:
      'In query_expression_placeholders the name of a placeholder, which the rule chooses, gets into the query whatever it holds.',
  },
  {
    id: 'regex-sides',
    targets: [],
    reason:
      'In regular expressions with contains, startswith or endswith, ".*" is put beside the first and last of several alternatives only, and an escaped "$" or "." at the end passes for an anchor or a wildcard.',
  },
  {
    id: 'fractional-counts',
    targets: [],
    reason: 'Fractions in conditions of correlations are cut off; as texts they are refused.',
  },
  {
    id: 'glued-operators',
    targets: [],
    reason:
      'Operators in conditions need no space after them, so that names such as "notepad" are read as NOT of another name.',
  },
  {
    id: 'empty-selector',
    targets: [],
    reason: 'A selector that matches no detection vanishes from the condition, and nobody is told.',
  },
  {
    id: 'replaced-string',
    targets: [],
    reason:
      'A pipeline that replaces text in a value loses wildcards behind backslashes, even where it replaces nothing.',
  },
  {
    id: 'integer-attribute',
    targets: [],
    reason:
      'The pipeline condition rule_attribute holds for every attribute that is an integer, whatever it compares with.',
  },
  {
    id: 'nested-postprocessing',
    targets: [],
    reason: 'Nested post-processing crashes with any item in it.',
  },
] as const;
