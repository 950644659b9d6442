import { type DialectOptions, defineDialect } from '../../dialect.ts';
import { pythonWord } from '../../python-classes.ts';

/** Splunk's SPL2 with `FROM … WHERE`. */
const options: DialectOptions = {
  precedence: ['not', 'and', 'or'],
  groupExpression: '({expr})',
  orToken: 'OR',
  andToken: 'AND',
  notToken: 'NOT',
  eqToken: '=',
  fieldQuote: "'",
  fieldQuotePattern: new RegExp(`^[${pythonWord}.]+\\n?$`, 'u'),
  strQuote: '"',
  escapeChar: '\\',
  wildcardMulti: '%',
  wildcardSingle: '_',
  addEscaped: '%_',
  boolValues: { true: 'true', false: 'false' },
  wildcardMatchExpression: '{field} LIKE {value}',
  reExpression: 'match({field}, /(?i){regex}/)',
  reEscape: ['/'],
  reFlagPrefix: false,
  cidrExpression: 'cidrmatch("{value}", {field})',
  compareOpExpression: '{field}{operator}{value}',
  compareOperators: { lt: '<', lte: '<=', gt: '>', gte: '>=' },
  fieldEqualsFieldExpression: '{field1}={field2}',
  fieldNullExpression: '{field} IS NULL',
  convertOrAsIn: true,
  fieldInListExpression: '{field} {op} ({list})',
  orInOperator: 'IN',
  listSeparator: ', ',
  fieldExistsExpression: '{field} IS NOT NULL',
  fieldNotExistsExpression: '{field} IS NULL',
  unboundValueStrExpression: '_raw LIKE "%{value}%"',
  unboundValueNumExpression: '_raw LIKE "%{value}%"',
  unboundValueReExpression: 'match(_raw, /{value}/)',
  knownFieldExpression: '({field} IS NOT NULL AND {expr})',
  queryExpression: 'FROM {state[dataset]} WHERE {query}',
};

export const spl2Dialect = defineDialect(options);

// pySigma: spl2.py#precedence – that of the search command, where OR binds tighter than AND.
export const spl2DialectOfPySigma = defineDialect({ ...options, precedence: ['not', 'or', 'and'] });
