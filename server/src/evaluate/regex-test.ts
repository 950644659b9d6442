import { compileRegex } from '../sigma/types/python-regex/compile-regex.ts';
import { parsePythonRegex } from '../sigma/types/python-regex/parse-python-regex.ts';
import { sigmaStringToPlainRegex } from '../sigma/types/sigma-string.ts';
import type { SigmaRegularExpression } from '../sigma/types/sigma-type.ts';
import { requiredLiterals } from './required-literals.ts';
import { scalarText } from './sigma-event.ts';
import type { CompiledValue } from './value-test.ts';

/** A regular expression is searched for anywhere in the value, and minds case unless it has the flag `i`. */
export function compileRegexTest(value: SigmaRegularExpression): CompiledValue {
  const compiled = compileRegex(value);
  if ('unsupported' in compiled) return { test: () => false, unsupported: compiled.unsupported };
  const parsed = parsePythonRegex(sigmaStringToPlainRegex(value.regexp), value.flags);
  const literals = 'ast' in parsed ? requiredLiterals(parsed.ast) : undefined;
  const test = {
    test: (values: Parameters<CompiledValue['test']>[0]) =>
      (values ?? []).some((item) => item !== null && compiled.test(scalarText(item))),
  };
  return literals === undefined ? test : { ...test, guards: literals.map((text) => ({ mode: 'contains', text })) };
}
