import { ConversionError } from './conversion-error.ts';
import type { Parameters } from './parameters.ts';
import { isPlainList, isPlainMap, plainText } from './plain-value.ts';
import { compilePythonPattern } from './python-pattern.ts';

/** What `include_fields` and `exclude_fields` ask of a field name; keywords have none and never match. */
export function fieldNameMatcher(parameters: Parameters): (field: string | null) => boolean {
  const fields = parameters.value('fields');
  const mode = parameters.value('mode') ?? 'plain';
  if (mode === 'plain') {
    // Python's `in` on a text looks for a part of it.
    if (typeof fields === 'string') return (field) => field !== null && fields.includes(field);
    const names = new Set(isPlainMap(fields) ? fields.keys() : parameters.list('fields'));
    return (field) => field !== null && names.has(field);
  }
  if (mode !== 're')
    throw new ConversionError(
      'SigmaConfigurationError',
      `Invalid field name matching mode '${mode}', supported types are 'plain' or 're'.`,
      parameters.spanOf('mode'),
    );
  const sources = typeof fields === 'string' ? [...fields] : isPlainList(fields) ? fields.map(plainText) : [];
  const patterns = sources.map((source) =>
    compilePythonPattern(source, parameters.spanOf('fields'), 'SigmaConfigurationError'),
  );
  return (field) => field !== null && patterns.some((pattern) => pattern.matches(field));
}
