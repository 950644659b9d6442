import { QueryText } from '../../../pipeline/query-text.ts';
import { type QuirkMode, reproduces } from '../../../pipeline/quirks.ts';
import type { ConditionItem } from '../../../sigma/condition/condition-item.ts';
import { regexText } from '../../../sigma/types/sigma-regular-expression.ts';
import { containsSpecial } from '../../../sigma/types/sigma-string.ts';
import type { SigmaRegularExpression, SigmaString } from '../../../sigma/types/sigma-type.ts';
import type { ConversionState, Converted } from '../../conversion-state.ts';
import { likePatternText, literalText } from '../../like-pattern.ts';
import { caseSensitiveText, type Remark } from '../../remarks.ts';
import { compileTemplate, type Template } from '../../template.ts';
import type { FieldConditionWith, ValueConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { convertSigmaString, escapeSlashes } from '../../text-value-backend.ts';
import { spl2Dialect, spl2DialectOfPySigma } from './dialect.ts';

const bareName = /^[A-Za-z_][A-Za-z0-9_.]*$/;

const operators = new Set('and between exists false in is like not null or true xor'.split(' '));

const isBare = (name: string) => bareName.test(name) && !operators.has(name.toLowerCase());

const reWithFlags = compileTemplate('match({field}, /{flags}{regex}/)');

export class SplunkSpl2Backend extends TextQueryBackend {
  readonly remarks: readonly Remark[] = [caseSensitiveText];
  readonly #dataset: string;
  readonly #mode: QuirkMode;

  constructor(dataset: string, mode: QuirkMode) {
    super(reproduces(mode, 'spl2-precedence') ? spl2DialectOfPySigma : spl2Dialect);
    this.#dataset = dataset;
    this.#mode = mode;
  }

  override stateText(key: string, state: ConversionState): string {
    return key === 'dataset' && !state.processingState.has(key) ? this.#dataset : super.stateText(key, state);
  }

  /** A list is one comparison, which needs no parentheses. */
  override comparePrecedence(outer: ConditionItem, inner: ConditionItem | null, state: ConversionState): boolean {
    const isList = inner?.kind === 'or' && this.decideConvertConditionAsInExpression(inner, state);
    return (isList && outer.kind !== 'not') || super.comparePrecedence(outer, inner, state);
  }

  override escapeAndQuoteField(field: string): string {
    if (isBare(field)) return field;
    const [name, theirs] = [`'${field.replace(/[\\']/g, '\\$&')}'`, super.escapeAndQuoteField(field)];
    // pySigma: spl2.py#field_quote – quotes inside of names are not escaped, and operators and names that begin with a digit get none.
    return name !== theirs && reproduces(this.#mode, 'spl2-field-names') ? theirs : name;
  }

  /** A name behind `table`, where pySigma quotes none. */
  tableField(field: string): string {
    return isBare(field) || reproduces(this.#mode, 'spl2-field-names') ? field : this.escapeAndQuoteField(field);
  }

  override convertValueStr(value: SigmaString): string {
    // pySigma: spl2.py#add_escaped – leaves backslashes alone, which start escapes, and escapes % and _ outside of patterns, too.
    if (reproduces(this.#mode, 'spl2-strings')) return super.convertValueStr(value);
    return this.quoteString(containsSpecial(value) ? likePatternText(value) : literalText(value));
  }

  override convertConditionValStr(condition: ValueConditionWith<SigmaString>, state: ConversionState): Converted {
    const likePySigma = state.reproduces('spl2-strings');
    const text = likePySigma ? convertSigmaString(condition.value, this.stringStyle) : likePatternText(condition.value);
    return (this.dialect.unboundValueStrExpression as Template).fill({ value: QueryText.of(text, condition.span) });
  }

  override convertConditionFieldEqValRe(
    condition: FieldConditionWith<SigmaRegularExpression>,
    state: ConversionState,
  ): Converted {
    // pySigma: spl2.py#re_expression – every regular expression ignores case, its flags get lost, and its backslashes are doubled.
    if (state.reproduces('spl2-regex')) return super.convertConditionFieldEqValRe(condition, state);
    const { flags } = condition.value;
    return reWithFlags.fill({
      field: this.fieldText(condition),
      flags: flags.length > 0 ? `(?${[...flags].sort().join('')})` : '',
      regex: QueryText.of(escapeSlashes(regexText(condition.value)), condition.span),
    });
  }
}
