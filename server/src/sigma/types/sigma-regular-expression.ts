/** SigmaRegularExpression: a pattern in Python's `re` syntax, checked as Python checks it, with the flags i, m and s. */
import type { Span } from '../../base/span.ts';
import { parsePythonRegex } from './python-regex/parse-python-regex.ts';
import { fail, type SigmaFailure } from './sigma-failure.ts';
import { sigmaStringToPlain, sigmaStringUnescaped } from './sigma-string.ts';
import type { RegexFlag, SigmaRegularExpression, SigmaString } from './sigma-type.ts';

/** The pattern's text, as pySigma hands it to Python and to backends. */
export function regexText(value: SigmaRegularExpression): string {
  return sigmaStringToPlain(value.regexp);
}

export function sigmaRegularExpression(
  pattern: string | SigmaString,
  flags: readonly RegexFlag[] = [],
  span?: Span,
): SigmaRegularExpression | SigmaFailure {
  const regexp = typeof pattern === 'string' ? sigmaStringUnescaped(pattern) : pattern;
  return checkRegex({ type: 'regex', regexp, flags, ...(span && { span }) });
}

/** The value itself if Python compiles its pattern, else the error that pySigma raises. */
export function checkRegex(value: SigmaRegularExpression): SigmaRegularExpression | SigmaFailure {
  const text = regexText(value);
  const parsed = parsePythonRegex(text, value.flags.join(''));
  if (!('error' in parsed)) return value;
  const { index } = parsed;
  // Only re.error is turned into a Sigma error; Python's other exceptions (OverflowError, RecursionError) pass through.
  if (parsed.errorClass !== 'error') return fail(parsed.errorClass, parsed.error, { index });
  return fail('SigmaRegularExpressionError', `Regular expression '${text}' is invalid: ${parsed.error}`, { index });
}

export function withFlag(value: SigmaRegularExpression, flag: RegexFlag): SigmaRegularExpression {
  return value.flags.includes(flag) ? value : { ...value, flags: [...value.flags, flag].sort() };
}
