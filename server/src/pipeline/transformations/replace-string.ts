import { sigmaNumberToText } from '../../sigma/types/sigma-number.ts';
import { containsPlaceholder, plainPart, sigmaString } from '../../sigma/types/sigma-string.ts';
import { insertEscapedPlaceholders } from '../../sigma/types/sigma-string-edit.ts';
import type { SigmaString, SigmaStringPart } from '../../sigma/types/sigma-type.ts';
import { compilePythonPattern, type PythonPattern } from '../python-pattern.ts';
import { reproduces } from '../quirks.ts';
import { plainOf, stringLike } from '../sigma-value.ts';
import type { TransformationDefinition } from '../transformation.ts';
import { valueTransformation } from '../value-transformation.ts';

interface Options {
  readonly pattern: PythonPattern;
  readonly replacement: string;
  /** Works on the literal parts alone and leaves wildcards and placeholders where they are. */
  readonly skipSpecial: boolean;
  /** With `skipSpecial`: wildcards in the result count as such. */
  readonly interpretSpecial: boolean;
}

/** Replaces what a regular expression matches in strings and numbers. */
export const replaceString: TransformationDefinition = {
  id: 'replace_string',
  required: ['regex', 'replacement'],
  optional: ['skip_special', 'interpret_special'],
  create(parameters) {
    const options = {
      pattern: compilePythonPattern(
        parameters.string('regex'),
        parameters.spanOf('regex'),
        'SigmaRegularExpressionError',
      ),
      replacement: parameters.string('replacement'),
      skipSpecial: parameters.boolean('skip_special', false),
      interpretSpecial: parameters.boolean('interpret_special', false),
    };
    return valueTransformation((value, _field, run) => {
      const reread = reproduces(run, 'replaced-string');
      if (value.type === 'string') return replaceIn(value, options, reread);
      if (value.type === 'number' || value.type === 'timestamp-part')
        return replaceIn(stringLike(sigmaNumberToText(value), value), options, reread);
      return undefined;
    });
  },
};

function replaceIn(
  value: SigmaString,
  { pattern, replacement, skipSpecial, interpretSpecial }: Options,
  reread: boolean,
): SigmaString {
  if (skipSpecial) {
    const parts = value.parts.flatMap((part) => {
      if (part.kind !== 'plain') return [part];
      const text = pattern.sub(replacement, part.text);
      return interpretSpecial ? sigmaString(text).parts : [plainPart(text)];
    });
    return { ...value, parts };
  }
  // pySigma: transformations/values.py#ReplaceStringTransformation – the plain text is read again, so that the difference between
  // a backslash, an escaped wildcard and a wildcard behind a backslash is lost.
  if (!reread) return replaceAround(value, pattern, replacement);
  const result = readAgain(pattern.sub(replacement, plainOf(value)), value);
  return containsPlaceholder(value) ? insertEscapedPlaceholders(result) : result;
}

const readAgain = (text: string, { span }: SigmaString) => sigmaString(text.replace(/\\(?![*?])/g, '\\\\'), span);

/** Only what is put in is read; everything around it stays as it is. */
function replaceAround(value: SigmaString, pattern: PythonPattern, replacement: string): SigmaString {
  const parts: SigmaStringPart[] = [];
  let at = 0;
  for (const { start, end, text } of pattern.edits(replacement, plainOf(value))) {
    parts.push(...partsBetween(value, at, start), ...readAgain(text, value).parts);
    at = end;
  }
  parts.push(...partsBetween(value, at, Number.POSITIVE_INFINITY));
  return { ...value, parts: joined(parts) };
}

/** The parts in a range of the plain text; placeholders that are cut are text. */
function partsBetween(value: SigmaString, start: number, end: number): SigmaStringPart[] {
  const parts: SigmaStringPart[] = [];
  let offset = 0;
  for (const part of value.parts) {
    const text = plainOf({ ...value, parts: [part] });
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, text.length);
    offset += text.length;
    if (from >= to) continue;
    const isWhole = from === 0 && to === text.length;
    parts.push(part.kind !== 'plain' && isWhole ? part : plainPart(text.slice(from, to)));
  }
  return parts;
}

function joined(parts: readonly SigmaStringPart[]): SigmaStringPart[] {
  const result: SigmaStringPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'plain' && last?.kind === 'plain') result[result.length - 1] = plainPart(last.text + part.text);
    else result.push(part);
  }
  return result;
}
