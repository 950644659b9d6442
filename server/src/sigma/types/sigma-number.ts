/** SigmaNumber: Python's int where `int(x) == float(x)`, else its float. */
import type { Span } from '../../base/span.ts';
import { parsePythonInt, pythonFloatRepr } from '../rule/python-value.ts';
import { fail, type SigmaFailure } from './sigma-failure.ts';
import type { SigmaNumber, SigmaTimestampPart, TimestampPart } from './sigma-type.ts';

const invalid = () => fail('SigmaValueError', 'Invalid number');

/**
 * Integers beyond 2^53 that a double cannot hold become doubles, whole doubles become integers; infinite and undefined numbers, and
 * integers that overflow a double, are refused.
 */
export function sigmaNumber(value: bigint | number, span?: Span): SigmaNumber | SigmaFailure {
  const float = Number(value);
  if (!Number.isFinite(float)) return invalid();
  // Comparing a bigint with a number is exact, as in Python.
  const isWhole = typeof value === 'bigint' ? value === BigInt(float) : Number.isInteger(value);
  return { type: 'number', number: isWhole ? BigInt(value) : float, ...(span && { span }) };
}

/** pySigma's `SigmaNumber("…")`, used when pipelines convert strings: only what Python's `int()` reads. */
export function sigmaNumberFromText(text: string, span?: Span): SigmaNumber | SigmaFailure {
  const integer = parsePythonInt(text, 10);
  return integer === undefined ? invalid() : sigmaNumber(integer, span);
}

/** pySigma's `SigmaTimestampPart(part, int(number))`: the fraction is cut off. */
export function sigmaTimestampPart(part: TimestampPart, number: bigint | number, span?: Span): SigmaTimestampPart {
  const whole = typeof number === 'bigint' ? number : BigInt(Math.trunc(number));
  return { type: 'timestamp-part', part, number: whole, ...(span && { span }) };
}

/** Python's `str()` of the number. */
export function sigmaNumberToText(value: SigmaNumber | SigmaTimestampPart): string {
  return typeof value.number === 'bigint' ? value.number.toString() : pythonFloatRepr(value.number);
}
