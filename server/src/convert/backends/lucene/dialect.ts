import { type DialectOptions, defineDialect } from '../../dialect.ts';
import { pythonSpace } from '../../python-classes.ts';

/** Lucene's query string as Elasticsearch and OpenSearch read it. */
export const luceneOptions: DialectOptions = {
  precedence: ['not', 'or', 'and'],
  groupExpression: '({expr})',
  parenthesize: true,
  orToken: 'OR',
  andToken: 'AND',
  notToken: 'NOT',
  eqToken: ':',
  fieldEscape: '\\',
  fieldEscapePattern: new RegExp(`[${pythonSpace}*]`, 'gu'),
  strQuote: '"',
  strQuotePattern: /^\n?$/,
  strQuotePatternNegation: false,
  escapeChar: '\\',
  wildcardMulti: '*',
  wildcardSingle: '?',
  addEscaped: '+-=&|!(){}[]<>^"~*?:\\/ ',
  boolValues: { true: 'true', false: 'false' },
  reExpression: '{field}:/{regex}/',
  reEscape: ['/'],
  reEscapeEscapeChar: false,
  cidrExpression: '{field}:{network}\\/{prefixlen}',
  compareOpExpression: '{field}:{operator}{value}',
  compareOperators: { lt: '<', lte: '<=', gt: '>', gte: '>=' },
  fieldNullExpression: 'NOT _exists_:{field}',
  convertOrAsIn: true,
  inExpressionsAllowWildcards: true,
  fieldInListExpression: '{field}{op}({list})',
  orInOperator: ':',
  listSeparator: ' OR ',
  fieldExistsExpression: '_exists_:{field}',
  fieldNotExistsExpression: 'NOT _exists_:{field}',
  unboundValueStrExpression: '*{value}*',
  unboundValueNumExpression: '{value}',
};

export const luceneDialect = defineDialect(luceneOptions);
