/**
 * What a value, a modifier or a number parser answers when pySigma would raise: the class and text of the exception as data.
 * It carries no place; whoever knows the source text makes a `SigmaError` of it.
 */
export interface SigmaFailure {
  readonly type: 'failure';
  /** Python's class name: `SigmaValueError`, `IndexError`, … */
  readonly errorClass: string;
  readonly message: string;
  /** What is to blame: the modifier where it stands in the chain, otherwise the value. */
  readonly at?: 'modifier' | undefined;
  /** Offset in the value's text (UTF-16) where it goes wrong, when that is known. */
  readonly index?: number | undefined;
}

export function fail(
  errorClass: string,
  message: string,
  place: { at?: 'modifier' | undefined; index?: number | undefined } = {},
): SigmaFailure {
  return { type: 'failure', errorClass, message, ...place };
}

export function isFailure(result: { readonly type: string } | string | readonly unknown[]): result is SigmaFailure {
  return typeof result === 'object' && 'type' in result && result.type === 'failure';
}
