import { featureNotSupported } from '../../../pipeline/conversion-error.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import { type QuirkMode, reproduces } from '../../../pipeline/quirks.ts';
import { orThrow } from '../../../pipeline/sigma-value.ts';
import {
  type ConditionFieldEqualsValueExpression,
  type ConditionItem,
  type ConditionNOT,
  parentConditionChainContains,
} from '../../../sigma/condition/condition-item.ts';
import { regexText } from '../../../sigma/types/sigma-regular-expression.ts';
import { endsWithWildcard, startsWithWildcard } from '../../../sigma/types/sigma-string.ts';
import { sliceSigmaString } from '../../../sigma/types/sigma-string-edit.ts';
import type { SigmaCIDRExpression, SigmaRegularExpression, SigmaString } from '../../../sigma/types/sigma-type.ts';
import { type ConversionState, type Converted, isDeferred } from '../../conversion-state.ts';
import { compileTemplate } from '../../template.ts';
import type { FieldConditionWith, ValueConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { convertSigmaString, escapeSlashes, type StringStyle } from '../../text-value-backend.ts';
import { logscaleDialect } from './dialect.ts';

const regexStyle: StringStyle = {
  escapeChar: '\\',
  wildcardMulti: '.*',
  wildcardSingle: '.',
  escaped: '*$^.|?()[]+/{}\\',
  filterChars: '',
};

const existsExpression = compileTemplate('{field}=*');
const anyEvent = QueryText.of('*');
const keywordExpression = compileTemplate('/{value}/i');
const matchExpression = compileTemplate('{field}=/{start}{regex}{end}/{flags}');

export class LogscaleBackend extends TextQueryBackend {
  readonly #mode: QuirkMode;

  constructor(mode: QuirkMode) {
    super(logscaleDialect);
    this.#mode = mode;
  }

  /** Strings are matched by regular expressions, which ignore case. */
  override convertConditionFieldEqValStr(
    condition: FieldConditionWith<SigmaString>,
    state: ConversionState,
  ): Converted {
    return this.#matches(condition, 'i', state);
  }

  #matches(condition: FieldConditionWith<SigmaString>, flags: string, state: ConversionState): QueryText {
    const { value, span } = condition;
    const atStart = startsWithWildcard(value);
    const atEnd = endsWithWildcard(value);
    const rest = orThrow(sliceSigmaString(value, atStart ? 1 : 0, atEnd ? -1 : undefined), span);
    // pySigma: logscale.py#convert_condition_field_eq_val_str – writes "//", where a comment begins.
    if (atStart && rest.parts.length === 0 && !state.reproduces('logscale-empty-patterns'))
      return existsExpression.fill({ field: this.fieldText(condition) });
    return matchExpression.fill({
      field: this.fieldText(condition),
      start: atStart ? '' : '^',
      regex: QueryText.of(convertSigmaString(rest, regexStyle), span),
      end: atEnd ? '' : '$',
      flags,
    });
  }

  override convertConditionValStr(condition: ValueConditionWith<SigmaString>, state: ConversionState): Converted {
    // pySigma: logscale.py#unbound_value_str_expression – the quotes of strings become part of the regular expression.
    if (state.reproduces('logscale-keywords')) return super.convertConditionValStr(condition, state);
    if (condition.value.parts.length === 0) return anyEvent.withSpan(condition.span);
    return keywordExpression.fill({
      value: QueryText.of(convertSigmaString(condition.value, regexStyle), condition.span),
    });
  }

  override escapeRegex(pattern: string): string {
    // pySigma: logscale.py#re_escape – quotes, which mean nothing here, instead of slashes, which end the regular expression.
    if (reproduces(this.#mode, 'logscale-regex-slashes')) return super.escapeRegex(pattern);
    return escapeSlashes(pattern);
  }

  override convertConditionFieldEqValRe(
    condition: FieldConditionWith<SigmaRegularExpression>,
    state: ConversionState,
  ): Converted {
    const isEmpty = regexText(condition.value) === '' && !state.reproduces('logscale-empty-patterns');
    if (isEmpty) return existsExpression.fill({ field: this.fieldText(condition) });
    return super.convertConditionFieldEqValRe(condition, state);
  }

  override convertConditionFieldExists(
    condition: ConditionFieldEqualsValueExpression,
    state: ConversionState,
  ): Converted {
    if (state.reproduces('refused-exists')) return super.convertConditionFieldExists(condition, state);
    return existsExpression.fill({ field: this.fieldText(condition) }).withSpan(condition.span);
  }

  override convertConditionFieldEqValStrCaseSensitive(
    condition: FieldConditionWith<SigmaString>,
    state: ConversionState,
  ): Converted {
    // pySigma: logscale.py#case_sensitive_startswith_expression – the quotes of strings become part of the regular expression, and
    // wildcards part of the string.
    if (state.reproduces('logscale-cased-strings'))
      return super.convertConditionFieldEqValStrCaseSensitive(condition, state);
    return this.#matches(condition, '', state);
  }

  /** A part behind the search cannot be negated together with one in it. */
  override convertConditionNot(condition: ConditionNOT, state: ConversionState): Converted {
    const before = state.deferred.length;
    const converted = super.convertConditionNot(condition, state);
    const fellOut = converted !== null && !isDeferred(converted) && state.deferred.length > before;
    if (fellOut && !state.reproduces('logscale-deferred-negation'))
      throw featureNotSupported('A network in a negated group is not supported by LogScale backend', condition.span);
    return converted;
  }

  /** Networks are tested behind the search. */
  override convertConditionFieldEqValCidr(
    condition: FieldConditionWith<SigmaCIDRExpression>,
    state: ConversionState,
  ): Converted {
    if (parentConditionChainContains(condition as unknown as ConditionItem, 'or'))
      throw featureNotSupported('ORing CIDR matching is not yet supported by LogScale backend', condition.span);
    // pySigma: logscale.py#LogScaleDeferredCIDRExpression – neither the field nor the network is quoted.
    const bare = state.reproduces('unquoted-cidr-field');
    const name = bare ? condition.field : this.escapeAndQuoteField(condition.field);
    const field = QueryText.of(name, condition.item.fieldSpan ?? condition.item.keySpan);
    const { cidr } = condition.value;
    const network = QueryText.of(bare ? cidr : this.quoteString(cidr), condition.span);
    return state.defer({
      kind: 'deferred',
      negated: false,
      finalize: (negated) =>
        QueryText.concat(negated ? '!cidr(' : 'cidr(', field, ', subnet=', network, ')').withSpan(condition.span),
    });
  }
}
