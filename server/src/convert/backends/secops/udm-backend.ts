/** Google SecOps: negations are pushed down to the comparisons, which are written with `!=`; texts are matched whole and without case. */
import { featureNotSupported, notImplemented } from '../../../pipeline/conversion-error.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import { orThrow } from '../../../pipeline/sigma-value.ts';
import type {
  ConditionAND,
  ConditionFieldEqualsValueExpression,
  ConditionItem,
  ConditionOR,
} from '../../../sigma/condition/condition-item.ts';
import { sigmaNumberToText } from '../../../sigma/types/sigma-number.ts';
import { regexText } from '../../../sigma/types/sigma-regular-expression.ts';
import { containsSpecial, endsWithWildcard, startsWithWildcard } from '../../../sigma/types/sigma-string.ts';
import { sigmaStringToRegexText, sliceSigmaString } from '../../../sigma/types/sigma-string-edit.ts';
import type { CompareOperator, SigmaRegularExpression, SigmaString } from '../../../sigma/types/sigma-type.ts';
import type { ConversionState, Converted } from '../../conversion-state.ts';
import { emptyIsMissing, type Remark, re2Only } from '../../remarks.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { convertSigmaString, escapeSlashes, type StringStyle } from '../../text-value-backend.ts';
import { secopsDialect } from './dialect.ts';

type Comparison = ConditionFieldEqualsValueExpression;

const operators: Readonly<Record<CompareOperator, readonly [string, string]>> = {
  lt: ['<', '>='],
  lte: ['<=', '>'],
  gt: ['>', '<='],
  gte: ['>=', '<'],
  neq: ['!=', '='],
};

const literalStyle: StringStyle = {
  escapeChar: '\\',
  wildcardMulti: undefined,
  wildcardSingle: undefined,
  escaped: '"\\',
  filterChars: '',
};

/** What the data model says about a field. */
export interface UdmFields {
  isEnumeration(field: string): boolean;
  isText(field: string): boolean;
}

const emptyTexts = emptyIsMissing(
  'Fields of UDM without a value hold an empty text: a missing value and an empty one are the same there, so that the query cannot tell them apart as the rule does.',
);

export class UdmBackend extends TextQueryBackend {
  readonly remarks: readonly Remark[] = [emptyTexts, re2Only('Google SecOps')];
  readonly #fields: UdmFields;

  constructor(fields: UdmFields) {
    super(secopsDialect);
    this.#fields = fields;
  }

  override convertCondition(condition: ConditionItem | null, state: ConversionState): Converted {
    return this.#convert(condition, state, false, false);
  }

  #convert(
    condition: ConditionItem | null,
    state: ConversionState,
    negated: boolean,
    inner: boolean,
  ): QueryText | null {
    switch (condition?.kind) {
      case undefined:
        return null;
      case 'not':
        return this.#convert(condition.args[0], state, !negated, inner);
      case 'or':
      case 'and':
        return this.#linked(condition, state, negated, inner);
      case 'field':
        if (condition.value.type === 'expansion')
          return this.#linked(
            this.expansionAsOr({ ...condition, value: condition.value }, state),
            state,
            negated,
            inner,
          );
        return this.#comparison(condition, state, negated);
      case 'value':
        throw featureNotSupported('Google SecOps has no search for text outside of fields.', condition.span);
    }
  }

  #linked(
    condition: ConditionOR | ConditionAND,
    state: ConversionState,
    negated: boolean,
    inner: boolean,
  ): QueryText | null {
    if (condition.kind === 'or' && !negated && this.#isList(condition, state)) return this.#list(condition);
    const token = (condition.kind === 'or') === negated ? ' AND ' : ' OR ';
    const isSingle = condition.args.filter((arg) => arg !== null).length <= 1;
    const parts = condition.args.flatMap((arg) => this.#convert(arg, state, negated, inner || !isSingle) ?? []);
    if (parts.length === 0) return null;
    const joined = QueryText.join(parts, token);
    return inner && parts.length > 1 ? this.group(joined, condition.span) : joined;
  }

  #isList(condition: ConditionOR, state: ConversionState): boolean {
    const [first] = condition.args;
    if (!this.decideConvertConditionAsInExpression(condition, state) || first?.kind !== 'field') return false;
    const isStrings = condition.args.every(
      (arg) => arg?.kind === 'field' && arg.value.type === 'string' && !isEverything(arg.value),
    );
    return isStrings && !this.#fields.isEnumeration(first.field);
  }

  #list(condition: ConditionOR): QueryText {
    const args = condition.args as readonly Comparison[];
    const patterns = args.map(({ value, span }) => QueryText.of(anchoredPattern(value as SigmaString), span));
    return QueryText.concat(this.fieldText(args[0] as Comparison), ' = /', QueryText.join(patterns, '|'), '/ nocase');
  }

  #comparison(condition: Comparison, state: ConversionState, negated: boolean): QueryText {
    const { value, span } = condition;
    const compare = (text: string, suffix = '') =>
      QueryText.concat(this.fieldText(condition), negated ? ' != ' : ' = ', QueryText.of(text, span), suffix);
    const present = (exists: boolean) =>
      QueryText.concat(this.fieldText(condition), exists === negated ? ' = ' : ' != ', QueryText.of('""', span));
    switch (value.type) {
      case 'string':
        if (isEverything(value)) return present(true);
        return this.#string(condition, value, compare);
      case 'number': {
        const text = sigmaNumberToText(value);
        return compare(this.#fields.isText(condition.field) ? this.quoteString(text) : text);
      }
      case 'bool':
        return compare(value.boolean ? 'true' : 'false');
      case 'regex':
        return compare(...regexParts(value));
      case 'null':
        return compare('""');
      case 'exists':
        return present(value.exists);
      case 'cidr':
        return QueryText.concat(
          negated ? 'NOT ' : '',
          this.convertConditionFieldEqValCidr({ ...condition, value }, state) as QueryText,
        );
      case 'compare':
        return this.#ordered(condition, value.operator, sigmaNumberToText(value.number), negated);
      case 'query-expression': {
        const converted = this.convertConditionFieldEqQueryExpr({ ...condition, value }, state) as QueryText;
        return negated ? QueryText.concat('NOT ', this.group(converted, span)) : converted;
      }
      default:
        throw notImplemented(`Values of the type ${value.type} are not supported by the backend.`, span);
    }
  }

  #string({ field }: Comparison, value: SigmaString, compare: (text: string, suffix?: string) => QueryText): QueryText {
    const nocase = value.cased || this.#fields.isEnumeration(field) ? '' : ' nocase';
    if (containsSpecial(value)) return compare(`/${anchoredPattern(value)}/`, nocase);
    return compare(this.quoteString(convertSigmaString(value, literalStyle)), nocase);
  }

  #ordered(condition: Comparison, operator: CompareOperator, number: string, negated: boolean): QueryText {
    const symbol = operators[operator][negated ? 1 : 0];
    return QueryText.concat(this.fieldText(condition), ` ${symbol} `, QueryText.of(number, condition.span));
  }
}

/** A pattern that matches the whole value. */
function anchoredPattern(value: SigmaString): string {
  const atStart = startsWithWildcard(value);
  const atEnd = endsWithWildcard(value);
  const rest = orThrow(sliceSigmaString(value, atStart ? 1 : 0, atEnd ? -1 : undefined), value.span);
  const pattern = `${atStart ? '' : '^'}${orThrow(sigmaStringToRegexText(rest, '/'), value.span)}${atEnd ? '' : '$'}`;
  return pattern === '' ? '.*' : onOneLine(pattern);
}

const isEverything = ({ parts }: SigmaString) =>
  parts.length > 0 && parts.every((part) => part.kind === 'wildcard' && part.wildcard === '*');

/** A regular expression ends with its line. */
function onOneLine(pattern: string): string {
  return pattern.replace(/\\(.)|[\n\r]/gs, (all, escaped: string | undefined) => {
    const character = escaped ?? all;
    return character === '\n' ? '\\n' : character === '\r' ? '\\r' : all;
  });
}

function regexParts(value: SigmaRegularExpression): [string, string] {
  const flags = [...value.flags]
    .filter((flag) => flag !== 'i')
    .sort()
    .join('');
  // Two slashes in a row begin a comment.
  const pattern = `${flags === '' ? '' : `(?${flags})`}${onOneLine(escapeSlashes(regexText(value)))}`;
  return [`/${pattern || '(?:)'}/`, value.flags.includes('i') ? ' nocase' : ''];
}
