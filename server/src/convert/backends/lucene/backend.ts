import { featureNotSupported } from '../../../pipeline/conversion-error.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import { reproduces } from '../../../pipeline/quirks.ts';
import { containsSpecial, sigmaStringToPlain } from '../../../sigma/types/sigma-string.ts';
import type { SigmaCIDRExpression, SigmaRegularExpression, SigmaString } from '../../../sigma/types/sigma-type.ts';
import type { ConversionState, Converted } from '../../conversion-state.ts';
import type { Dialect } from '../../dialect.ts';
import { ElasticBackend, type ElasticSettings } from '../../elastic-backend.ts';
import { lucenePattern } from '../../lucene-pattern.ts';
import { longQueryString, luceneRemarks, tooManyComparisons } from '../../remarks.ts';
import type { FieldConditionWith, ValueConditionWith } from '../../text-leaf-backend.ts';
import { convertSigmaString, type StringStyle } from '../../text-value-backend.ts';
import { luceneDialect } from './dialect.ts';

export class LuceneBackend extends ElasticBackend {
  readonly remarks = [...luceneRemarks, tooManyComparisons(1000), longQueryString];
  readonly #phraseStyle: StringStyle;

  constructor(settings: ElasticSettings, dialect: Dialect = luceneDialect) {
    super(dialect, '_exists_:{field}', settings);
    this.#phraseStyle = { ...this.stringStyle, escaped: this.stringStyle.escaped.replaceAll(' ', '') };
  }

  override convertConditionFieldEqValCidr(
    condition: FieldConditionWith<SigmaCIDRExpression>,
    state: ConversionState,
  ): Converted {
    const converted = super.convertConditionFieldEqValCidr(condition, state);
    if (!condition.value.original.includes(':') || !(converted instanceof QueryText)) return converted;
    const colons = [...converted.text.matchAll(/:/g)].slice(1);
    return converted.splice(colons.map(({ index }) => ({ start: index, end: index + 1, text: '\\:' })));
  }

  protected override regexFor(condition: FieldConditionWith<SigmaRegularExpression>, state: ConversionState): string {
    return lucenePattern(condition, state) ?? super.regexFor(condition, state);
  }

  /** A value of several words is a phrase, as the parser would split it at its spaces. */
  override convertValueStr(value: SigmaString): string {
    if (!containsSpecial(value) && this.#needsQuotes(sigmaStringToPlain(value)))
      return this.quoteString(convertSigmaString(value, this.#phraseStyle));
    return super.convertValueStr(value);
  }

  #needsQuotes(text: string): boolean {
    // pySigma: elasticsearch_lucene.py – escapes comparison signs, which the parser reads as such all the same.
    if (/^[<>]/.test(text)) return !reproduces(this.settings, 'lucene-comparison-signs') || text.includes(' ');
    return text.includes(' ');
  }

  /** Keywords stand between wildcards, where no phrase can be. */
  override convertConditionValStr(condition: ValueConditionWith<SigmaString>, _state: ConversionState): Converted {
    const expression = this.dialect.unboundValueStrExpression;
    if (!expression) throw featureNotSupported('Keywords are not supported.', condition.span);
    return expression.fill({ value: QueryText.of(super.convertValueStr(condition.value), condition.span) });
  }
}
