import { defineDialect } from '../../dialect.ts';
import { pythonSpace, pythonWord } from '../../python-classes.ts';
import { compileTemplate } from '../../template.ts';

/** Kusto Query Language as pySigma writes it. Strings are compared without regard to case. */
export const pySigmaKustoDialect = defineDialect({
  precedence: ['not', 'and', 'or'],
  parenthesize: true,
  groupExpression: '({expr})',
  orToken: 'or',
  andToken: 'and',
  notToken: 'not',
  eqToken: ' =~ ',
  fieldQuote: "'",
  fieldQuotePattern: new RegExp(`^[${pythonWord}]+\\n?$`, 'u'),
  fieldEscape: '',
  fieldEscapePattern: new RegExp(`[${pythonSpace}]`, 'gu'),
  strQuote: '"',
  escapeChar: '\\',
  wildcardMulti: '*',
  wildcardSingle: '*',
  addEscaped: '\\',
  boolValues: { true: 'true', false: 'false' },
  startswithExpression: '{field} startswith {value}',
  endswithExpression: '{field} endswith {value}',
  containsExpression: '{field} contains {value}',
  wildcardMatchExpression: '{field} matches regex "{regex}"',
  reExpression: '{field} matches regex "{regex}"',
  reEscape: ['"'],
  cidrExpression: 'ipv4_is_in_range({field}, "{value}")',
  compareOpExpression: '{field} {operator} {value}',
  compareOperators: { lt: '<', lte: '<=', gt: '>', gte: '>=' },
  fieldNullExpression: 'isnull({field})',
  fieldExistsExpression: 'isnotempty({field})',
  fieldNotExistsExpression: 'isempty({field})',
  convertOrAsIn: true,
  convertAndAsIn: true,
  inExpressionsAllowWildcards: true,
  fieldInListExpression: '{field} {op} ({list})',
  orInOperator: 'in~',
  andInOperator: 'has_all',
  listSeparator: ', ',
  unboundValueStrExpression: '{value}',
  unboundValueNumExpression: '{value}',
  unboundValueReExpression: '_=~{value}',
  deferredStart: '\n| ',
  deferredSeparator: '\n| ',
  deferredOnlyQuery: '*',
});

/**
 * The same as Kusto reads it: texts are never null, keywords are looked for in every column, regular expressions regard case and match
 * anywhere unless they say otherwise.
 */
export const kustoDialect = defineDialect({
  ...pySigmaKustoDialect.options,
  wildcardMatchExpression: '{field} matches regex "(?is)^{regex}$"',
  fieldNullExpression: 'isempty({field})',
  convertAndAsIn: false,
  unboundValueStrExpression: '* contains {value}',
  unboundValueNumExpression: '* contains "{value}"',
  unboundValueReExpression: '* matches regex "{value}"',
});

/** A keyword with wildcards inside. */
export const keywordPatternExpression = compileTemplate('* matches regex "(?is){regex}"');

/** A value that is only a wildcard. */
export const anyValueExpression = compileTemplate('isnotempty({field})');
