/** Regular expressions of pipelines: Python's `re` with its `match`, `sub` and `escape`. */
import type { Span } from '../base/span.ts';
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
  return new CompiledPattern(translated, parsed.ast.groupNames);
}

class CompiledPattern implements PythonPattern {
  readonly #groups: readonly number[];
  readonly #names: ReadonlyMap<string, number>;
  readonly #atStart: RegExp;
  readonly #anywhere: RegExp;

  constructor({ source, flags, groups }: JavaScriptRegex, names: ReadonlyMap<string, number>) {
    this.#groups = groups;
    this.#names = names;
    this.#atStart = new RegExp(source, `${flags}y`);
    this.#anywhere = new RegExp(source, `${flags}g`);
  }

  get groupNames(): readonly string[] {
    return [...this.#names.keys()];
  }

  matches(text: string): boolean {
    this.#atStart.lastIndex = 0;
    return this.#atStart.test(text);
  }

  matchGroups(text: string): [string, string | undefined][] | undefined {
    this.#atStart.lastIndex = 0;
    const match = this.#atStart.exec(text);
    return match ? [...this.#names].map(([name, group]) => [name, match[this.#groups[group] as number]]) : undefined;
  }

  found(text: string): boolean {
    this.#anywhere.lastIndex = 0;
    return this.#anywhere.test(text);
  }

  edits(replacement: string, text: string): PatternEdit[] {
    const fill = parseReplacement(replacement, { count: this.#groups.length - 1, names: this.#names });
    return [...text.matchAll(this.#anywhere)].map((match) => {
      const group: GroupReader = (number) => match[this.#groups[number] as number] ?? '';
      return { start: match.index, end: match.index + match[0].length, text: fill(group) };
    });
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
