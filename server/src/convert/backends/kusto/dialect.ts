import { AskedQuirks, type QuirkId, type QuirkMode, reproduces } from '../../../pipeline/quirks.ts';
import { type Dialect, type DialectOptions, defineDialect } from '../../dialect.ts';
import { pythonSpace, pythonWord } from '../../python-classes.ts';
import { compileTemplate } from '../../template.ts';

/** Kusto Query Language as pySigma writes it. Strings are compared without regard to case. */
const pySigmaKustoDialect = defineDialect({
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

const options = pySigmaKustoDialect.options;

/** What each departure changes in it. */
const changes: readonly (readonly [QuirkId, Partial<DialectOptions>])[] = [
  ['kusto-wildcard-regex', { wildcardMatchExpression: '{field} matches regex "(?is)^{regex}$"' }],
  ['kusto-empty-texts', { fieldNullExpression: 'isempty({field})' }],
  ['kusto-all-values', { convertAndAsIn: false }],
  [
    'kusto-keywords',
    {
      unboundValueStrExpression: '* contains {value}',
      unboundValueNumExpression: '* contains "{value}"',
      unboundValueReExpression: '* matches regex "{value}"',
    },
  ],
];

const withChanges = (wanted: typeof changes): Dialect =>
  defineDialect(Object.assign({}, options, ...wanted.map(([, change]) => change)));

const kustoDialect = withChanges(changes);

export function kustoDialectFor(mode: QuirkMode): Dialect {
  // Where one of them has a say, the backend asks for it.
  if (mode.compat instanceof AskedQuirks) return kustoDialect;
  const wanted = changes.filter(([id]) => !reproduces(mode, id));
  if (wanted.length === 0) return pySigmaKustoDialect;
  return wanted.length === changes.length ? kustoDialect : withChanges(wanted);
}

/** A keyword with wildcards inside. */
export const keywordPatternExpression = compileTemplate('* matches regex "(?is){regex}"');

/** A value that is only a wildcard. */
export const anyValueExpression = compileTemplate('isnotempty({field})');
