/** Regular expressions of pipelines: Python's `re` with its `match`, `sub` and `escape`. */
import type { Span } from '../base/span.ts';
import type { PythonRegex } from '../sigma/types/python-regex/ast.ts';
import {
  type MatchScope,
  type RegexMatch,
  type RegexMatcher,
  regexMatcher,
} from '../sigma/types/python-regex/match-regex.ts';
import { parsePythonRegex } from '../sigma/types/python-regex/parse-python-regex.ts';
import { type JavaScriptRegex, toJavaScriptRegex } from '../sigma/types/python-regex/to-javascript-regex.ts';
import type { RegexFlag } from '../sigma/types/sigma-type.ts';
import { ConversionError } from './conversion-error.ts';
import { type GroupReader, parseReplacement } from './python-replacement.ts';

export interface PatternEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface PythonPattern {
  /** In the order of the groups' numbers. */
  readonly groupNames: readonly string[];
  /** `re.match`: at the beginning of the text. */
  matches(text: string): boolean;
  /** `re.match(…).groupdict()`; groups that took no part are `undefined`. */
  matchGroups(text: string): [name: string, value: string | undefined][] | undefined;
  /** `re.search`: anywhere in the text. */
  found(text: string): boolean;
  /** `re.sub` as edits of the text. Throws a `ConversionError` for a replacement that names groups which do not exist. */
  edits(replacement: string, text: string): PatternEdit[];
  sub(replacement: string, text: string): string;
}

type PatternErrorClass = 'SigmaConfigurationError' | 'SigmaRegularExpressionError';

/** Throws a `ConversionError` of the given class when Python does not compile the pattern. */
export function compilePythonPattern(source: string, span: Span, errorClass: PatternErrorClass): PythonPattern {
  const parsed = parsePythonRegex(source);
  if ('error' in parsed)
    throw new ConversionError(
      parsed.errorClass === 'error' ? errorClass : parsed.errorClass,
      `Regular expression '${source}' is invalid: ${parsed.error}`,
      span,
    );
  const translated = toJavaScriptRegex(parsed.ast);
  if ('unsupported' in translated)
    throw new ConversionError(
      errorClass,
      `Regular expression '${source}' needs ${translated.unsupported}, which is not available here.`,
      span,
    );
  return new CompiledPattern(source, parsed.ast, translated, span);
}

class CompiledPattern implements PythonPattern {
  readonly #source: string;
  readonly #span: Span;
  readonly #groupCount: number;
  readonly #names: ReadonlyMap<string, number>;
  readonly #matcher: RegexMatcher;

  constructor(source: string, regex: PythonRegex, translated: JavaScriptRegex, span: Span) {
    this.#source = source;
    this.#span = span;
    this.#groupCount = regex.groupCount;
    this.#names = regex.groupNames;
    this.#matcher = regexMatcher(regex, translated);
  }

  get groupNames(): readonly string[] {
    return [...this.#names.keys()];
  }

  matches(text: string): boolean {
    return this.#matches(text, 'beginning').length > 0;
  }

  matchGroups(text: string): [string, string | undefined][] | undefined {
    const [match] = this.#matches(text, 'beginning');
    return match && [...this.#names].map(([name, group]) => [name, match.groups[group]]);
  }

  found(text: string): boolean {
    return this.#matches(text, 'first').length > 0;
  }

  edits(replacement: string, text: string): PatternEdit[] {
    const fill = parseReplacement(replacement, { count: this.#groupCount, names: this.#names });
    return this.#matches(text, 'all').map(({ start, end, groups }) => {
      const group: GroupReader = (number) => groups[number] ?? '';
      return { start, end, text: fill(group) };
    });
  }

  /** Throws a `ConversionError` where that would take for ever. */
  #matches(text: string, scope: MatchScope): RegexMatch[] {
    const matches = this.#matcher(text, scope);
    if (matches) return matches;
    throw new ConversionError(
      'SigmaRegularExpressionError',
      `Regular expression '${this.#source}' needs too many steps for a text of ${text.length} characters.`,
      this.#span,
    );
  }

  sub(replacement: string, text: string): string {
    let result = '';
    let at = 0;
    for (const { start, end, text: inserted } of this.edits(replacement, text)) {
      result += text.slice(at, start) + inserted;
      at = end;
    }
    return result + text.slice(at);
  }
}

/** Throws a `ConversionError` when Python does not compile the pattern of a rule. */
export function checkPythonPattern(source: string, flags: readonly RegexFlag[], span: Span | undefined): void {
  const parsed = parsePythonRegex(source, flags.join(''));
  if (!('error' in parsed)) return;
  throw new ConversionError(
    parsed.errorClass === 'error' ? 'SigmaRegularExpressionError' : parsed.errorClass,
    `Regular expression '${source}' is invalid: ${parsed.error}`,
    span,
  );
}

/** Python's `re.escape`. */
export function pythonEscape(text: string): string {
  return text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&');
}
