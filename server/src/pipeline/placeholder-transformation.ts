/** What the transformations that replace placeholders have in common. */
import { containsPlaceholder, sigmaStringToPlain, sigmaStringUnescaped } from '../sigma/types/sigma-string.ts';
import { replacePlaceholders } from '../sigma/types/sigma-string-edit.ts';
import type { SigmaRegularExpression, SigmaString, SigmaStringPart } from '../sigma/types/sigma-type.ts';
import { ConversionError } from './conversion-error.ts';
import type { Parameters } from './parameters.ts';
import type { PipelineRun } from './pipeline-run.ts';
import { checkPythonPattern } from './python-pattern.ts';
import type { Transformation } from './transformation.ts';
import { valueTransformation } from './value-transformation.ts';

export interface PlaceholderFilter {
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
}

/** What a placeholder may become: alternatives, each a sequence of string parts. */
export type Replacements = (name: string, run: PipelineRun) => readonly (readonly SigmaStringPart[])[];

export function placeholderFilter(parameters: Parameters): PlaceholderFilter {
  const filter = {
    include: parameters.optionalStrings('include'),
    exclude: parameters.optionalStrings('exclude'),
  };
  if (filter.include && filter.exclude)
    throw new ConversionError(
      'SigmaConfigurationError',
      'Placeholder transformation include and exclude lists can only be used exclusively!',
      parameters.spanOf('exclude'),
    );
  return filter;
}

export function isHandled(name: string, { include, exclude }: PlaceholderFilter): boolean {
  if (include) return include.includes(name);
  return !exclude?.includes(name);
}

/** Replaces placeholders in strings and regular expressions; those that the filter leaves out stay. */
export function placeholderTransformation(filter: PlaceholderFilter, replacements: Replacements): Transformation {
  return valueTransformation((value, _field, run) => {
    const replaceIn = (text: SigmaString) =>
      replacePlaceholders(text, (placeholder) =>
        isHandled(placeholder.name, filter) ? replacements(placeholder.name, run) : [[placeholder]],
      );
    if (value.type === 'string' && containsPlaceholder(value, filter)) return replaceIn(value);
    if (value.type === 'regex' && containsPlaceholder(value.regexp, filter))
      return replaceIn(value.regexp).map((regexp) => regexLike(regexp, value));
    return undefined;
  });
}

function regexLike(regexp: SigmaString, old: SigmaRegularExpression): SigmaRegularExpression {
  const pattern = sigmaStringToPlain(regexp);
  checkPythonPattern(pattern, old.flags, old.span);
  return { ...old, regexp: sigmaStringUnescaped(pattern, old.span) };
}
