import { QueryText } from '../../../pipeline/query-text.ts';
import type { SigmaRegularExpression, SigmaString } from '../../../sigma/types/sigma-type.ts';
import type { ConversionState, Converted } from '../../conversion-state.ts';
import { compileTemplate, type Template } from '../../template.ts';
import type { FieldConditionWith, ValueConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { convertSigmaString } from '../../text-value-backend.ts';
import { spl2Dialect } from './dialect.ts';

const reWithFlags = compileTemplate('match({field}, /{flags}{regex}/)');

export class SplunkSpl2Backend extends TextQueryBackend {
  readonly #dataset: string;

  constructor(dataset: string) {
    super(spl2Dialect);
    this.#dataset = dataset;
  }

  override stateText(key: string, state: ConversionState): string {
    return key === 'dataset' && !state.processingState.has(key) ? this.#dataset : super.stateText(key, state);
  }

  override convertConditionValStr(condition: ValueConditionWith<SigmaString>, _state: ConversionState): Converted {
    const value = QueryText.of(convertSigmaString(condition.value, this.stringStyle), condition.span);
    return (this.dialect.unboundValueStrExpression as Template).fill({ value });
  }

  override convertConditionFieldEqValRe(
    condition: FieldConditionWith<SigmaRegularExpression>,
    state: ConversionState,
  ): Converted {
    // pySigma: spl2.py#re_expression – every regular expression ignores case, and its flags get lost.
    if (state.reproduces('spl2-regex-flags')) return super.convertConditionFieldEqValRe(condition, state);
    const { flags } = condition.value;
    return reWithFlags.fill({
      field: this.fieldText(condition),
      flags: flags.length > 0 ? `(?${[...flags].sort().join('')})` : '',
      regex: QueryText.of(this.convertValueRe(condition.value), condition.span),
    });
  }
}
