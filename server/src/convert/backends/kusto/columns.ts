/** Columns as a query names them, and what their types allow. */
import { isPlainMap } from '../../../pipeline/plain-value.ts';
import type { QueryText } from '../../../pipeline/query-text.ts';
import type { ConversionState } from '../../conversion-state.ts';

/** Words that no column can have for its name without brackets. */
const reserved = new Set(
  (
    'and or in between contains has startswith where by of to true false null set print union project dynamic datetime int long real ' +
    'string decimal timespan search find asc desc first last materialize invoke like notlike contains_cs has_any has_all has_cs ' +
    'startswith_cs endswith endswith_cs datatable toscalar externaldata date time uniqueid double float byte char boolean bool guid as ' +
    'sample not let'
  ).split(' '),
);

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A column or, with dots, a path into one: `['a b']`, `a.b`. */
export function columnText(field: string): string {
  const [first = '', ...rest] = field.split('.');
  const parts = rest.every((part) => part !== '') && first !== '' ? [first, ...rest] : [field];
  return parts.map((part, at) => (isPlain(part) ? (at > 0 ? `.${part}` : part) : `['${escaped(part)}']`)).join('');
}

const isPlain = (name: string) => plainName.test(name) && !reserved.has(name);
const escaped = (name: string) => name.replace(/[\\']/g, '\\$&');

export type ColumnType = 'string' | 'int' | 'long' | 'real' | 'bool' | 'datetime' | 'guid' | 'dynamic';

/** The type of a column where a pipeline says it. */
export function columnType(field: string, state: ConversionState): ColumnType | undefined {
  const types = state.processingState.get('kusto_column_types');
  const type = isPlainMap(types) ? types.get(field) : undefined;
  return typeof type === 'string' ? (type as ColumnType) : undefined;
}

export const holdsText = (type: ColumnType | undefined) =>
  type === undefined || type === 'string' || type === 'dynamic';
export const holdsNumbers = (type: ColumnType | undefined) => type === 'int' || type === 'long' || type === 'real';

/** The column, at this place of the comparison, put into a function. */
export function cast(comparison: QueryText, column: string, at: number, by: string): QueryText {
  return comparison.splice([{ start: at, end: at + column.length, text: `${by}(${column})` }]);
}
