import { sigmaStringUnescaped } from '../../sigma/types/sigma-string.ts';
import type { SigmaString } from '../../sigma/types/sigma-type.ts';
import { ConversionError } from '../conversion-error.ts';
import { pythonEscape } from '../python-pattern.ts';
import type { TransformationDefinition } from '../transformation.ts';
import { stringValueTransformation } from '../value-transformation.ts';

const methods = ['plain', 'ignore_case_flag', 'ignore_case_brackets'];

/** Makes regular expressions of strings, for targets that compare strings with regard to case. */
export const regex: TransformationDefinition = {
  id: 'regex',
  required: [],
  optional: ['method'],
  create(parameters) {
    const method = parameters.has('method') ? parameters.value('method') : 'ignore_case_brackets';
    if (typeof method !== 'string' || !methods.includes(method))
      throw new ConversionError(
        'SigmaConfigurationError',
        `Invalid method '${method}' for CaseInsensitiveRegexTransformation. Use one of ${methods.join(', ')}.`,
        parameters.spanOf('method'),
      );
    const literal = method === 'ignore_case_brackets' ? inBrackets : pythonEscape;
    return stringValueTransformation((value) => {
      if (value.parts.length === 0) return value;
      const pattern = patternOf(value, literal);
      return {
        type: 'regex',
        regexp: sigmaStringUnescaped(pattern, value.span),
        flags: method === 'ignore_case_flag' ? ['i'] : [],
        span: value.span,
      };
    });
  },
};

function patternOf(value: SigmaString, literal: (text: string) => string): string {
  let pattern = '';
  for (const part of value.parts) {
    if (part.kind === 'plain') pattern += literal(part.text);
    else if (part.kind === 'wildcard') pattern += part.wildcard === '*' ? '.*' : '.';
    else
      throw new ConversionError(
        'SigmaConfigurationError',
        `Placeholder '${part.name}' can't be converted to a regular expression. Please use a placeholder resolution transformation before.`,
        value.span,
      );
  }
  return pattern;
}

const letter = /\p{L}/u;

// pySigma: transformations/values.py#RegexTransformation – case by `lower()` and `upper()` of one character, which may be several.
function inBrackets(text: string): string {
  let pattern = '';
  for (const character of text)
    pattern += letter.test(character)
      ? `[${character.toLowerCase()}${character.toUpperCase()}]`
      : pythonEscape(character);
  return pattern;
}
