/**
 * Regular expressions for evaluation: found anywhere in the text, as Python's `re.search` finds them, in bounded time.
 *
 * Three engines: JavaScript's where its worst case is proven to be short for the text at hand, RE2 where it can express the pattern,
 * and else Python's own way of matching with a budget of steps.
 */
import { regexText } from '../sigma-regular-expression.ts';
import type { SigmaRegularExpression } from '../sigma-type.ts';
import type { PythonRegex } from './ast.ts';
import { BacktrackingMatcher } from './backtracking-matcher.ts';
import { once } from './once.ts';
import { parsePythonRegex } from './parse-python-regex.ts';
import { regexCost } from './regex-cost.ts';
import { javaScriptSearch, re2Search } from './regex-engines.ts';
import { simplifyForSearch } from './simplify-search.ts';

export interface CompiledRegex {
  /** Whether the pattern is found; also `false` where `search` is undecided. */
  test(text: string): boolean;
  /** As `test`, but `undefined` where the pattern would need more steps for this text than are allowed. */
  search(text: string): boolean | undefined;
}

/** Steps that JavaScript's engine may need at worst: some milliseconds. */
const stepLimit = 1_000_000;
/** The same where the alternative is slow. */
const patientStepLimit = 20_000_000;
const backtrackingStepLimit = 5_000_000;

export function compileRegex(value: SigmaRegularExpression): CompiledRegex | { readonly unsupported: string } {
  const placeholder = value.regexp.parts.find((part) => part.kind === 'placeholder');
  if (placeholder) return { unsupported: `the placeholder %${placeholder.name}% in a regular expression has no value` };
  return compilePattern(regexText(value), value.flags);
}

/** The same for a pattern and Python's flag letters. */
export function compilePattern(
  pattern: string,
  flags: Iterable<string> = [],
): CompiledRegex | { readonly unsupported: string } {
  const parsed = parsePythonRegex(pattern, flags);
  return 'error' in parsed ? { unsupported: parsed.error } : compileAst(parsed.ast);
}

/** The same for a tree. */
export function compileAst(regex: PythonRegex): CompiledRegex {
  const simple = simplifyForSearch(regex);
  const { factor, degree } = regexCost(simple);
  const javaScript = javaScriptSearch(simple) ?? (() => undefined);
  const re2 = once(() => re2Search(simple));
  const re2ForAscii = once(() => re2Search(simple, { asciiText: true }));
  const guarded = once(() => new BacktrackingMatcher(simple, backtrackingStepLimit));
  const search = (text: string): boolean | undefined => {
    const steps = factor * (text.length + 1) ** degree;
    if (steps <= stepLimit) {
      const found = javaScript(text);
      if (found !== undefined) return found;
    }
    const linear = re2() ?? (isAscii.test(text) ? re2ForAscii() : undefined);
    if (linear) return linear(text);
    return (steps <= patientStepLimit ? javaScript(text) : undefined) ?? guarded().search(text);
  };
  return { search, test: (text) => search(text) === true };
}

const isAscii = /^[\x00-\x7f]+$/;
