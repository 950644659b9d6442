import type { PythonRegex } from '../../server/src/sigma/types/python-regex/ast.ts';
import { BacktrackingMatcher } from '../../server/src/sigma/types/python-regex/backtracking-matcher.ts';
import { compileAst } from '../../server/src/sigma/types/python-regex/compile-regex.ts';
import { regexCost } from '../../server/src/sigma/types/python-regex/regex-cost.ts';
import { javaScriptSearch, re2Search } from '../../server/src/sigma/types/python-regex/regex-engines.ts';

type Search = (text: string) => boolean | undefined;

/** Every engine that can express the pattern, and the choice between them; a search is undecided where it might take too long. */
export function searchers(regex: PythonRegex): Record<string, Search> {
  const { factor, degree } = regexCost(regex);
  const matcher = new BacktrackingMatcher(regex, 200_000);
  const javaScript = javaScriptSearch(regex);
  const re2 = re2Search(regex);
  const re2ForAscii = re2Search(regex, { asciiText: true });
  return {
    backtracking: (text) => matcher.search(text),
    chosen: compileAst(regex).search,
    ...(javaScript && {
      javaScript: (text) => (factor * (text.length + 1) ** degree > 10_000_000 ? undefined : javaScript(text)),
    }),
    ...(re2 && { re2 }),
    ...(re2ForAscii && { re2ForAscii: (text) => (/^[\x00-\x7f]+$/.test(text) ? re2ForAscii(text) : undefined) }),
  };
}
