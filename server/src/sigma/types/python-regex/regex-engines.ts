/** Patterns in Python's syntax on the engines that there are: whether a text holds a match. */
import { RE2JS } from 're2js';
import type { PythonRegex } from './ast.ts';
import { toJavaScriptRegex } from './to-javascript-regex.ts';
import { type Re2Options, toRe2 } from './to-re2.ts';

const surrogate = /[\ud800-\udfff]/;

/**
 * `undefined` where JavaScript cannot express the pattern; the search is undecided where V8 gets it wrong or finds the pattern too large
 * when it comes to run it. It takes any time that the pattern needs.
 */
export function javaScriptSearch(regex: PythonRegex): ((text: string) => boolean | undefined) | undefined {
  const translated = toJavaScriptRegex(regex);
  if ('unsupported' in translated) return undefined;
  try {
    const expression = new RegExp(translated.source, translated.flags);
    const looksAround = /\(\?<?[=!]/.test(translated.source);
    return (text) => {
      // V8 also begins between the halves of a surrogate pair, where look-around sees neither.
      if (looksAround && surrogate.test(text)) return undefined;
      try {
        return expression.test(text);
      } catch {
        return undefined;
      }
    };
  } catch {
    return undefined;
  }
}

/** `undefined` where RE2 cannot express the pattern: look-around, references, more than a thousand repeats, a large program. */
export function re2Search(regex: PythonRegex, options: Re2Options = {}): ((text: string) => boolean) | undefined {
  const translated = toRe2(regex, options);
  if ('unsupported' in translated) return undefined;
  try {
    const expression = RE2JS.compile(translated.source);
    return (text) => expression.test(text);
  } catch {
    return undefined;
  }
}
