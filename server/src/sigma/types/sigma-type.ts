/**
 * The typed values of Sigma, named as in pySigma (`sigma/types.py`). All are immutable; a transformation makes new ones.
 * `span` is the place of the value in the rule's text; values that a pipeline made keep the span of what they came from.
 */
import type { Span } from '../../base/span.ts';

interface Base {
  readonly span?: Span | undefined;
}

/** A run of literal text, a wildcard, or a placeholder (`%name%`, only after `expand`). */
export type SigmaStringPart =
  | {
      readonly kind: 'plain';
      readonly text: string /** Its bytes, where they are not those of UTF-8. */;
      readonly bytes?: readonly number[];
    }
  | { readonly kind: 'wildcard'; readonly wildcard: '*' | '?' }
  | { readonly kind: 'placeholder'; readonly name: string };

export interface SigmaString extends Base {
  readonly type: 'string';
  readonly parts: readonly SigmaStringPart[];
  /** pySigma's SigmaCasedString: compared with regard to case. */
  readonly cased: boolean;
  /**
   * Only under `re`, which takes values unread: the Python type of a value that is no string (`int`, `NoneType`, …). `parts` hold its
   * `str()`; pySigma's own printing of such a string fails with TypeError.
   */
  readonly foreign?: string | undefined;
}

/** Integer when Python's `int(x) == float(x)`; the text is Python's `str()`. */
export interface SigmaNumber extends Base {
  readonly type: 'number';
  readonly number: bigint | number;
}

export interface SigmaBool extends Base {
  readonly type: 'bool';
  readonly boolean: boolean;
}

export interface SigmaNull extends Base {
  readonly type: 'null';
}

export type RegexFlag = 'i' | 'm' | 's';

export interface SigmaRegularExpression extends Base {
  readonly type: 'regex';
  /** The pattern in Python's `re` syntax, kept as a string value (wildcards only matter to `contains` and friends). */
  readonly regexp: SigmaString;
  readonly flags: readonly RegexFlag[];
}

export interface SigmaCIDRExpression extends Base {
  readonly type: 'cidr';
  /** The network as Python's `ip_network` prints it. */
  readonly cidr: string;
  /** As written: what pySigma's `str()` of the value gives. */
  readonly original: string;
}

export type CompareOperator = 'lt' | 'lte' | 'gt' | 'gte' | 'neq';

export interface SigmaCompareExpression extends Base {
  readonly type: 'compare';
  readonly operator: CompareOperator;
  readonly number: SigmaNumber | SigmaTimestampPart;
}

export interface SigmaFieldReference extends Base {
  readonly type: 'fieldref';
  readonly field: string;
  readonly startsWith: boolean;
  readonly endsWith: boolean;
}

export interface SigmaExists extends Base {
  readonly type: 'exists';
  readonly exists: boolean;
}

export type TimestampPart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

export interface SigmaTimestampPart extends Base {
  readonly type: 'timestamp-part';
  readonly part: TimestampPart;
  readonly number: bigint | number;
}

/** Several values that one value became (`windash`, `base64offset`); always linked with OR. */
export interface SigmaExpansion extends Base {
  readonly type: 'expansion';
  readonly values: readonly SigmaType[];
}

/** A query fragment that a pipeline put in place of a placeholder; `{field}` and `{id}` are filled in later. */
export interface SigmaQueryExpression extends Base {
  readonly type: 'query-expression';
  readonly expression: string;
  readonly id: string;
}

export type SigmaType =
  | SigmaString
  | SigmaNumber
  | SigmaBool
  | SigmaNull
  | SigmaRegularExpression
  | SigmaCIDRExpression
  | SigmaCompareExpression
  | SigmaFieldReference
  | SigmaExists
  | SigmaTimestampPart
  | SigmaExpansion
  | SigmaQueryExpression;
