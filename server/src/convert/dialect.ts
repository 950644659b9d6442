/**
 * A query language as data: the options of pySigma's TextQueryBackend under their own names in camelCase. Expressions are templates
 * with `{placeholders}`.
 */
import type { CompareOperator, RegexFlag, TimestampPart } from '../sigma/types/sigma-type.ts';
import {
  type CorrelationDialect,
  type CorrelationDialectOptions,
  defineCorrelationDialect,
} from './correlation-dialect.ts';
import { compileTemplate, type Template } from './template.ts';

export type BooleanOperator = 'not' | 'and' | 'or';

/** The expressions of a dialect; an absent one makes the feature unsupported. */
interface Expressions<T> {
  readonly groupExpression: T;
  readonly eqExpression: T;
  readonly notEqExpression: T;
  readonly startswithExpression: T;
  readonly notStartswithExpression: T;
  readonly endswithExpression: T;
  readonly notEndswithExpression: T;
  readonly containsExpression: T;
  readonly notContainsExpression: T;
  readonly wildcardMatchExpression: T;
  readonly reExpression: T;
  readonly notReExpression: T;
  readonly caseSensitiveMatchExpression: T;
  readonly caseSensitiveStartswithExpression: T;
  readonly caseSensitiveNotStartswithExpression: T;
  readonly caseSensitiveEndswithExpression: T;
  readonly caseSensitiveNotEndswithExpression: T;
  readonly caseSensitiveContainsExpression: T;
  readonly caseSensitiveNotContainsExpression: T;
  readonly cidrExpression: T;
  readonly notCidrExpression: T;
  readonly compareOpExpression: T;
  readonly fieldEqualsFieldExpression: T;
  readonly fieldEqualsFieldStartswithExpression: T;
  readonly fieldEqualsFieldEndswithExpression: T;
  readonly fieldEqualsFieldContainsExpression: T;
  readonly fieldTimestampPartExpression: T;
  readonly fieldNullExpression: T;
  readonly fieldExistsExpression: T;
  readonly fieldNotExistsExpression: T;
  readonly fieldInListExpression: T;
  readonly unboundValueStrExpression: T;
  readonly unboundValueNumExpression: T;
  readonly unboundValueReExpression: T;
  /** A comparison `{expr}` that is false, not unknown, for events without `{field}`: needed where NOT leaves the unknown unknown. */
  readonly knownFieldExpression: T;
}

export type ExpressionName = keyof Expressions<unknown>;

/** Options with a default, as pySigma has it. */
interface Settings {
  /** From the strongest operator to the weakest. */
  readonly precedence: readonly BooleanOperator[];
  /** Puts every part that is no single comparison in parentheses. */
  readonly parenthesize: boolean;
  readonly tokenSeparator: string;
  readonly orToken: string;
  readonly andToken: string;
  readonly notToken: string;
  readonly eqToken: string;
  readonly notEqToken: string;
  readonly fieldQuote: string | undefined;
  readonly fieldQuotePattern: RegExp | undefined;
  readonly fieldQuotePatternNegation: boolean;
  readonly fieldEscape: string | undefined;
  readonly fieldEscapeQuote: boolean;
  /** Global; matches are prefixed with `fieldEscape`. */
  readonly fieldEscapePattern: RegExp | undefined;
  readonly addEscapedRe: string;
  readonly strQuote: string;
  readonly strQuotePattern: RegExp | undefined;
  readonly strQuotePatternNegation: boolean;
  readonly escapeChar: string | undefined;
  readonly wildcardMulti: string | undefined;
  readonly wildcardSingle: string | undefined;
  readonly addEscaped: string;
  readonly filterChars: string;
  readonly boolValues: { readonly true: string | undefined; readonly false: string | undefined };
  readonly startswithExpressionAllowSpecial: boolean;
  readonly endswithExpressionAllowSpecial: boolean;
  readonly containsExpressionAllowSpecial: boolean;
  readonly caseSensitiveStartswithExpressionAllowSpecial: boolean;
  readonly caseSensitiveEndswithExpressionAllowSpecial: boolean;
  readonly caseSensitiveContainsExpressionAllowSpecial: boolean;
  readonly reEscapeChar: string;
  readonly reEscape: readonly string[];
  readonly reEscapeEscapeChar: boolean;
  readonly reFlagPrefix: boolean;
  /** A flag that is missing here is not supported. */
  readonly reFlags: Partial<Record<RegexFlag, string>>;
  readonly compareOperators: Partial<Record<CompareOperator, string>>;
  readonly fieldEqualsFieldEscapingQuoting: readonly [boolean, boolean];
  readonly timestampPartMapping: Partial<Record<TimestampPart, string>> | undefined;
  readonly convertOrAsIn: boolean;
  readonly convertAndAsIn: boolean;
  readonly inExpressionsAllowWildcards: boolean;
  readonly orInOperator: string;
  readonly andInOperator: string;
  readonly listSeparator: string;
  readonly deferredStart: string | undefined;
  readonly deferredSeparator: string | undefined;
  readonly deferredOnlyQuery: string;
  readonly emptyOrExpression: string | undefined;
  readonly emptyAndExpression: string | undefined;
  /** NOT is expressed by the `not…` expressions of the comparisons below it. */
  readonly convertNotAsNotEq: boolean;
  /** Queries that a correlation refers to get the output format's finishing touch, too. */
  readonly finalizeCorrelationSubqueries: boolean;
}

export type DialectOptions = Partial<Settings> &
  Partial<Expressions<string>> & {
    readonly orToken: string;
    readonly andToken: string;
    readonly notToken: string;
    readonly eqToken: string;
    /** Frame of a query: `{query}` and, as `{state.key}`, the pipeline's state. */
    readonly queryExpression?: string;
    /** What `{state.key}` is where no pipeline says it. */
    readonly stateDefaults?: Readonly<Record<string, string>>;
    readonly correlation?: CorrelationDialectOptions;
  };

export interface Dialect extends Settings, Expressions<Template | undefined> {
  readonly eqExpression: Template;
  readonly queryExpression: Template;
  readonly stateDefaults: Readonly<Record<string, string>>;
  readonly correlation: CorrelationDialect | undefined;
  /** What the dialect was made of, for dialects that differ in a few points. */
  readonly options: DialectOptions;
}

const defaults: Omit<Settings, 'orToken' | 'andToken' | 'notToken' | 'eqToken'> = {
  precedence: ['not', 'and', 'or'],
  parenthesize: false,
  tokenSeparator: ' ',
  notEqToken: '',
  fieldQuote: undefined,
  fieldQuotePattern: undefined,
  fieldQuotePatternNegation: true,
  fieldEscape: undefined,
  fieldEscapeQuote: true,
  fieldEscapePattern: undefined,
  addEscapedRe: '',
  strQuote: '',
  strQuotePattern: undefined,
  strQuotePatternNegation: true,
  escapeChar: undefined,
  wildcardMulti: undefined,
  wildcardSingle: undefined,
  addEscaped: '',
  filterChars: '',
  boolValues: { true: undefined, false: undefined },
  startswithExpressionAllowSpecial: false,
  endswithExpressionAllowSpecial: false,
  containsExpressionAllowSpecial: false,
  caseSensitiveStartswithExpressionAllowSpecial: false,
  caseSensitiveEndswithExpressionAllowSpecial: false,
  caseSensitiveContainsExpressionAllowSpecial: false,
  reEscapeChar: '\\',
  reEscape: [],
  reEscapeEscapeChar: true,
  reFlagPrefix: true,
  reFlags: { i: 'i', m: 'm', s: 's' },
  compareOperators: {},
  fieldEqualsFieldEscapingQuoting: [true, true],
  timestampPartMapping: undefined,
  convertOrAsIn: false,
  convertAndAsIn: false,
  inExpressionsAllowWildcards: false,
  orInOperator: '',
  andInOperator: '',
  listSeparator: '',
  deferredStart: undefined,
  deferredSeparator: undefined,
  deferredOnlyQuery: '',
  emptyOrExpression: undefined,
  emptyAndExpression: undefined,
  convertNotAsNotEq: false,
  finalizeCorrelationSubqueries: false,
};

const expressionNames: readonly ExpressionName[] = [
  'groupExpression',
  'eqExpression',
  'notEqExpression',
  'startswithExpression',
  'notStartswithExpression',
  'endswithExpression',
  'notEndswithExpression',
  'containsExpression',
  'notContainsExpression',
  'wildcardMatchExpression',
  'reExpression',
  'notReExpression',
  'caseSensitiveMatchExpression',
  'caseSensitiveStartswithExpression',
  'caseSensitiveNotStartswithExpression',
  'caseSensitiveEndswithExpression',
  'caseSensitiveNotEndswithExpression',
  'caseSensitiveContainsExpression',
  'caseSensitiveNotContainsExpression',
  'cidrExpression',
  'notCidrExpression',
  'compareOpExpression',
  'fieldEqualsFieldExpression',
  'fieldEqualsFieldStartswithExpression',
  'fieldEqualsFieldEndswithExpression',
  'fieldEqualsFieldContainsExpression',
  'fieldTimestampPartExpression',
  'fieldNullExpression',
  'fieldExistsExpression',
  'fieldNotExistsExpression',
  'fieldInListExpression',
  'unboundValueStrExpression',
  'unboundValueNumExpression',
  'unboundValueReExpression',
  'knownFieldExpression',
];

const literal = (text: string) => text.replaceAll('{', '{{').replaceAll('}', '}}');

/** Makes a dialect of its options. Do this once, at module level. */
export function defineDialect(options: DialectOptions): Dialect {
  const expressions: Partial<Record<ExpressionName, Template>> = {};
  for (const name of expressionNames) {
    const source = options[name];
    if (source !== undefined) expressions[name] = compileTemplate(source);
  }
  return {
    ...defaults,
    ...options,
    ...(expressions as Expressions<Template | undefined>),
    eqExpression: expressions.eqExpression ?? compileTemplate(`{field}${literal(options.eqToken)}{value}`),
    notEqExpression:
      expressions.notEqExpression ?? compileTemplate(`{field}${literal(options.notEqToken ?? '')}{value}`),
    queryExpression: compileTemplate(options.queryExpression ?? '{query}'),
    stateDefaults: options.stateDefaults ?? {},
    correlation: options.correlation && defineCorrelationDialect(options.correlation),
    options,
  };
}
