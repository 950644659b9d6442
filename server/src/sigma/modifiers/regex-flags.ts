import { withFlag } from '../types/sigma-regular-expression.ts';
import type { RegexFlag } from '../types/sigma-type.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

function flagModifier(ids: [string, string], flag: RegexFlag, classPart: string, summary: string): ValueModifier {
  const className = `SigmaRegularExpression${classPart}FlagModifier`;
  return valueModifier({ ids, className, summary, accepts: ['regex'], modify: (value) => withFlag(value, flag) });
}

export const ignorecase = flagModifier(['i', 'ignorecase'], 'i', 'IgnoreCase', 'The regex ignores case.');
export const multiline = flagModifier(
  ['m', 'multiline'],
  'm',
  'Multiline',
  '`^` and `$` of the regex match at line ends.',
);
export const dotall = flagModifier(['dotall', 's'], 's', 'DotAll', 'The dot of the regex matches line ends, too.');
