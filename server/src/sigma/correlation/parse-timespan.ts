import type { YamlNode } from '../../yaml/nodes.ts';
import { pythonStr, stringOf } from '../rule/python-value.ts';
import type { SigmaCorrelationTimespan } from '../rule/sigma-rule.ts';
import type { SigmaError } from '../sigma-error.ts';

const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 86400, w: 604800, M: 2629746, y: 31556952 } as const;

/** `count` of a unit, e.g. `5m`. Counts above 2^53 lose digits. */
export function parseTimespan(node: YamlNode): { value: SigmaCorrelationTimespan } | { error: SigmaError } {
  const spec = stringOf(node);
  const match = spec === undefined ? null : /^([0-9]+)([smhdwMy])$/.exec(spec);
  if (spec === undefined || match === null) {
    return failure('SigmaTimespanError', `Timespan '${pythonStr(node)}' is invalid.`, node);
  }
  const digits = match[1] as string;
  if (digits.length > 4300) {
    const message = `Exceeds the limit (4300 digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`;
    return failure('ValueError', message, node);
  }
  const count = Number(digits);
  if (count <= 0) return failure('SigmaTimespanError', `Timespan '${spec}' must be greater than zero.`, node);
  const unit = match[2] as keyof typeof secondsPerUnit;
  return { value: { spec, count, unit, seconds: count * secondsPerUnit[unit], span: node.span } };
}

function failure(errorClass: string, message: string, node: YamlNode): { error: SigmaError } {
  return { error: { errorClass, message, span: node.span } };
}
