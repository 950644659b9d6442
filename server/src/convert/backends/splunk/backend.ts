import { ConversionError, featureNotSupported } from '../../../pipeline/conversion-error.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import { type QuirkMode, reproduces } from '../../../pipeline/quirks.ts';
import type { CorrelationDraft, RuleDraft } from '../../../pipeline/rule-draft.ts';
import {
  type ConditionItem,
  type ConditionNOT,
  parentConditionChainContains,
} from '../../../sigma/condition/condition-item.ts';
import type { SigmaExpansion, SigmaFieldReference, SigmaRegularExpression } from '../../../sigma/types/sigma-type.ts';
import { type ConversionState, type Converted, isDeferred } from '../../conversion-state.ts';
import { caseSensitiveReferences, type Remark, singleWildcards } from '../../remarks.ts';
import type { FieldConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { deferredFieldReference, deferredRegex, EvaluatedFields, type Origin } from './deferred.ts';
import { splunkDialect } from './dialect.ts';

/** A name that is not plain; a quote in it would end it. */
export function quotedName(name: string): string {
  return `"${name.replace(/["\\]/g, '\\$&')}"`;
}

export interface SplunkSettings extends QuirkMode {
  readonly minTime: string;
  readonly maxTime: string;
  /** Further settings of the `[default]` stanza of saved searches. */
  readonly output: ReadonlyMap<string, string>;
  /** Settings of every saved search. */
  readonly query: ReadonlyMap<string, string>;
}

/** Stands before tests as long as no comparison is moved there. */
export const everything = '*';

const evaluatedKey = 'splunk_evaluated_fields';
const negatedGroupsKey = 'splunk_negated_groups';

export const hasEvaluatedFields = (state: ConversionState): boolean => state.extra.has(evaluatedKey);

/** The tests of a condition that run before its search. */
export function evaluatedFields(state: ConversionState): EvaluatedFields {
  const known = state.extra.get(evaluatedKey);
  if (known instanceof EvaluatedFields) return known;
  const fields = new EvaluatedFields(state.reproduces('splunk-tests'));
  state.extra.set(evaluatedKey, fields);
  return fields;
}

type AnyFieldCondition = FieldConditionWith<SigmaRegularExpression | SigmaFieldReference>;

export class SplunkBackend extends TextQueryBackend {
  readonly remarks: readonly Remark[] = [singleWildcards, caseSensitiveReferences];
  readonly settings: SplunkSettings;

  constructor(settings: SplunkSettings) {
    super(splunkDialect);
    this.settings = settings;
  }

  override convertConditionFieldEqValRe(
    condition: FieldConditionWith<SigmaRegularExpression>,
    state: ConversionState,
  ): Converted {
    const pattern = this.convertValueRe(condition.value);
    if (!this.#isCombined(condition, state)) return state.defer(deferredRegex(this.#quotedOrigin(condition), pattern));
    if (state.reproduces('splunk-tests')) refuseBraces(condition.field);
    return this.#isTrue(evaluatedFields(state).addRegex(originOf(condition), pattern), condition);
  }

  override convertConditionFieldEqField(
    condition: FieldConditionWith<SigmaFieldReference>,
    state: ConversionState,
  ): Converted {
    const isCombined = this.#isCombined(condition, state);
    // pySigma: splunk.py#convert_condition_field_eq_field – has no way to test a field reference before the search.
    if (isCombined && state.reproduces('splunk-fieldref-or'))
      throw featureNotSupported('ORing FieldRef matching is not yet supported by Splunk backend', condition.span);
    const converted = super.convertConditionFieldEqField(condition, state);
    const other = converted instanceof QueryText ? converted.text : '';
    if (!isCombined) return state.defer(deferredFieldReference(originOf(condition), other));
    return this.#isTrue(evaluatedFields(state).addFieldReference(originOf(condition), other), condition);
  }

  override escapeAndQuoteField(field: string): string {
    // pySigma: splunk.py#field_quote – quotes in names of fields are not escaped.
    if (!/["\\]/.test(field) || reproduces(this.settings, 'splunk-field-names'))
      return super.escapeAndQuoteField(field);
    return quotedName(field);
  }

  // pySigma: splunk.py#SplunkDeferredRegularExpression – takes the name as it is.
  #quotedOrigin(condition: AnyFieldCondition): Origin {
    const origin = originOf(condition);
    if (reproduces(this.settings, 'splunk-field-names')) return origin;
    return { ...origin, field: this.escapeAndQuoteField(origin.field) };
  }

  /** Whether a comparison is linked with others by more than AND, so that a filter behind the search would not do. */
  #isCombined(condition: AnyFieldCondition, state: ConversionState): boolean {
    if (parentConditionChainContains(condition as ConditionItem, 'or')) return true;
    return !state.reproduces('splunk-deferred-negation') && state.extra.has(negatedGroupsKey);
  }

  #isTrue(field: string, condition: AnyFieldCondition): QueryText {
    const { eqToken } = this.dialect;
    return QueryText.concat(
      QueryText.of(this.escapeAndQuoteField(field), condition.item.fieldSpan ?? condition.item.keySpan),
      eqToken,
      QueryText.of(this.quoteString('true'), condition.span),
    );
  }

  override convertConditionNot(condition: ConditionNOT, state: ConversionState): Converted {
    const [arg] = condition.args;
    const isLeaf = arg === null || ((arg.kind === 'field' || arg.kind === 'value') && arg.value.type !== 'expansion');
    if (isLeaf || state.extra.has(negatedGroupsKey)) return super.convertConditionNot(condition, state);
    state.extra.set(negatedGroupsKey, true);
    const converted = super.convertConditionNot(condition, state);
    state.extra.delete(negatedGroupsKey);
    return converted;
  }

  /** The alternatives of an expansion are linked with OR like any others. */
  override expansionAsOr(
    condition: FieldConditionWith<SigmaExpansion>,
    state: ConversionState,
  ): ConditionItem & { kind: 'or' } {
    const or = super.expansionAsOr(condition, state);
    if (state.reproduces('splunk-deferred-negation')) return or;
    return { ...or, args: or.args.map((arg) => arg && { ...arg, parent: or }) };
  }

  override finishQuery(
    rule: RuleDraft | CorrelationDraft,
    converted: Exclude<Converted, null>,
    state: ConversionState,
  ): QueryText {
    const query = isDeferred(converted) ? QueryText.of(this.dialect.deferredOnlyQuery) : converted;
    const tests = hasEvaluatedFields(state) ? evaluatedFields(state).tests : [];
    if (tests.length === 0) return super.finishQuery(rule, query, state);
    const commands = QueryText.join(
      tests.map(({ text }) => text),
      '\n| ',
    );
    // pySigma: splunk.py#finish_query – nothing stands before the first pipe where no comparison could be moved there.
    const start = state.reproduces('splunk-tests') ? '' : everything;
    return super.finishQuery(rule, QueryText.concat(start, '\n| ', commands, '\n| search ', query), state);
  }
}

function originOf({ field, item, span }: AnyFieldCondition): Origin {
  return { field, fieldSpan: item.fieldSpan ?? item.keySpan, valueSpan: span };
}

// pySigma: splunk.py#SplunkDeferredORRegularExpression – takes the field's name for a part of its template.
function refuseBraces(field: string): void {
  const name = /\{([^{}]*)\}/.exec(field)?.[1];
  if (name !== undefined && /^\d*$/.test(name))
    throw new ConversionError('IndexError', 'Replacement index 0 out of range for positional args tuple');
  if (name !== undefined && name !== 'field' && name !== 'value') throw new ConversionError('KeyError', `'${name}'`);
  if (name === undefined && /[{}]/.test(field))
    throw new ConversionError('ValueError', 'Single brace encountered in format string');
}
