/** The tables that the pipelines for Kusto know, with the types of their columns. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ColumnTypes = ReadonlyMap<string, string>;

const pipelines = join(import.meta.dirname, '..', '..', '..', 'corpus', 'pipelines');

const read = (name: string) => JSON.parse(readFileSync(join(pipelines, name), 'utf8')) as unknown;

export function tableSchemas(pipeline: string): Map<string, ColumnTypes> {
  const tables = read(`${pipeline}.tables.json`) as Record<string, string[]>;
  const types = read(`${pipeline}.types.json`) as Record<string, Record<string, string[]>>;
  return new Map(
    Object.entries(tables).map(([table, columns]) => {
      const typed = Object.entries(types[table] ?? {}).flatMap(([type, names]) =>
        names.map((name): [string, string] => [name, type]),
      );
      return [table, new Map([...columns.map((name): [string, string] => [name, 'string']), ...typed])];
    }),
  );
}
