import { QueryText } from '../../../pipeline/query-text.ts';
import { parseIpv4, parseIpv6 } from '../../../sigma/types/ip-network.ts';
import { sigmaStringToPlain } from '../../../sigma/types/sigma-string.ts';
import type { SigmaString } from '../../../sigma/types/sigma-type.ts';
import type { ConversionState, Converted } from '../../conversion-state.ts';
import { ElasticBackend, type ElasticSettings } from '../../elastic-backend.ts';
import type { FieldConditionWith } from '../../text-leaf-backend.ts';
import { eqlDialect } from './dialect.ts';

function isIpAddress(text: string): boolean {
  const [address = '', scope, ...more] = text.split('%');
  if (scope === undefined) return parseIpv4(text) !== undefined || parseIpv6(text) !== undefined;
  return scope !== '' && more.length === 0 && parseIpv6(address) !== undefined;
}

export class EqlBackend extends ElasticBackend {
  constructor(settings: ElasticSettings) {
    super(eqlDialect, '?{field} != null', settings);
  }

  /** `:` matches texts; the empty one and addresses are compared with `==`. */
  override convertConditionFieldEqValStr(
    condition: FieldConditionWith<SigmaString>,
    state: ConversionState,
  ): Converted {
    const { value, span } = condition;
    if (value.parts.length > 0 && !isIpAddress(sigmaStringToPlain(value)))
      return super.convertConditionFieldEqValStr(condition, state);
    return QueryText.concat(this.fieldText(condition), '==', QueryText.of(this.convertValueStr(value), span));
  }
}
