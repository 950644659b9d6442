import { sigmaNumberToText } from '../../sigma/types/sigma-number.ts';
import { containsPlaceholder, plainPart, sigmaString } from '../../sigma/types/sigma-string.ts';
import { insertPlaceholders } from '../../sigma/types/sigma-string-edit.ts';
import type { SigmaString } from '../../sigma/types/sigma-type.ts';
import { compilePythonPattern, type PythonPattern } from '../python-pattern.ts';
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
    return valueTransformation((value) => {
      if (value.type === 'string') return replaceIn(value, options);
      if (value.type === 'number' || value.type === 'timestamp-part')
        return replaceIn(stringLike(sigmaNumberToText(value), value), options);
      return undefined;
    });
  },
};

function replaceIn(value: SigmaString, { pattern, replacement, skipSpecial, interpretSpecial }: Options): SigmaString {
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
  const replaced = pattern.sub(replacement, plainOf(value)).replace(/\\(?![*?])/g, '\\\\');
  const result = sigmaString(replaced, value.span);
  return containsPlaceholder(value) ? insertPlaceholders(result) : result;
}
