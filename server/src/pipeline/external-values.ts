/** Values for placeholders from outside: how the text of a file, an answer or a command becomes a list of values. */

import { sigmaString } from '../sigma/types/sigma-string.ts';
import { ConversionError } from './conversion-error.ts';
import { readDocument } from './external-documents.ts';
import type { Parameters } from './parameters.ts';
import { selectPath } from './path-expression.ts';
import { placeholderFilter, placeholderTransformation } from './placeholder-transformation.ts';
import { isPlainList, isPlainMap, type PlainValue, plainText } from './plain-value.ts';
import { compilePythonPattern, type PythonPattern } from './python-pattern.ts';
import type { ExternalSources, Transformation } from './transformation.ts';

export const externalParameters = [
  'format',
  'filter',
  'csv_column',
  'csv_has_header',
  'jq_expression',
  'include',
  'exclude',
] as const;

const formats = ['plaintext', 'csv', 'json', 'yaml'];

const wrong = (message: string) => new ConversionError('SigmaConfigurationError', message);

const notAllowed =
  'External data source transformations are disabled by default for security reasons. They read files, addresses and commands only where the user has allowed it.';

/** Replaces placeholders by what a source holds; it is read on first use. */
export function externalPlaceholders(
  parameters: Parameters,
  sources: ExternalSources | undefined,
  read: (sources: ExternalSources) => string,
): Transformation {
  const parse = parserOf(parameters);
  const filter = filterOf(parameters);
  const known: { values?: readonly string[] } = {};
  const values = () => {
    if (!sources) throw new ConversionError('SigmaSecurityError', notAllowed);
    known.values ??= parse(read(sources)).filter((value) => filter?.found(value) ?? true);
    return known.values;
  };
  return placeholderTransformation(placeholderFilter(parameters), () =>
    values().map((value) => sigmaString(value).parts),
  );
}

function filterOf(parameters: Parameters): PythonPattern | undefined {
  const filter = parameters.optionalString('filter');
  return filter === undefined
    ? undefined
    : compilePythonPattern(filter, parameters.spanOf('filter'), 'SigmaConfigurationError');
}

function parserOf(parameters: Parameters): (text: string) => string[] {
  const format = plainText(parameters.value('format') ?? 'plaintext');
  if (!formats.includes(format))
    throw wrong(`Unknown external source format '${format}'. Supported formats: ${formats.join(', ')}.`);
  if (format === 'plaintext')
    return (text) =>
      text
        .split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
  if (format === 'csv') return (text) => csvValues(text, parameters);
  return (text) => {
    const expression = parameters.optionalString('jq_expression');
    if (expression === undefined) throw wrong(`'jq_expression' must be specified when format is '${format}'`);
    return scalars(selectPath(expression, readDocument(text, format === 'json')));
  };
}

function csvValues(text: string, parameters: Parameters): string[] {
  const column = parameters.value('csv_column') ?? null;
  const hasHeader = parameters.boolean('csv_has_header', true);
  if (column === null) throw wrong("'csv_column' must be specified when format is 'csv'");
  const rows = csvRows(text);
  if (typeof column !== 'string') return (hasHeader ? rows.slice(1) : rows).flatMap((row) => row[Number(column)] ?? []);
  if (!hasHeader) throw wrong('CSV column referenced by name requires a header row (csv_has_header=True)');
  const [header = [], ...records] = rows.filter((row) => row.length > 0);
  const index = header.indexOf(column);
  if (index < 0 && records.length > 0) throw wrong(`CSV column '${column}' not found in data`);
  return records.flatMap((row) => row[index] ?? []);
}

/** Rows as Python's `csv` reads them: quotes around fields, doubled inside. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)("|$)([^,\r\n]*)|([^,\r\n]*))(,|\r\n|\n|\r|$)/gy;
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) break;
    const [whole, quoted, , behind = '', plain, end] = match;
    const isEmptyRow = row.length === 0 && whole === end && end !== ',';
    if (!isEmptyRow) row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"') + behind);
    if (end === ',') {
      if (pattern.lastIndex >= text.length) row.push('');
      else continue;
    }
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function scalars(values: readonly PlainValue[]): string[] {
  return values.flatMap((value) => {
    if (value === null) return [];
    if (isPlainList(value) || isPlainMap(value))
      throw wrong(
        "jq_expression must select scalar values for placeholder replacement; project to scalars (e.g. '.items[]' instead of '.items')",
      );
    return [plainText(value)];
  });
}
