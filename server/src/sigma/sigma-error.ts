import type { Span } from '../base/span.ts';

/**
 * An error that pySigma raises or collects for a rule, as data. `errorClass` is Python's class name
 * (`SigmaConditionError`, also the crashes: `AttributeError`, `TypeError`, …); `message` follows pySigma's text where that says enough,
 * and the linter turns it into a `Problem` with a friendlier one.
 */
export interface SigmaError {
  readonly errorClass: string;
  readonly message: string;
  readonly span: Span;
  /** pySigma raises it even when it collects errors, and reads nothing more. */
  readonly fatal?: true;
  /** It only follows from an error before it and tells a person nothing new. */
  readonly isConsequence?: true;
}
