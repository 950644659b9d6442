/** The fields of Google SecOps' Unified Data Model, as `corpus/pipelines/secops_udm.schema.json` lists them. */

export interface UdmSchema {
  readonly Nouns: readonly string[];
  /** Short names that stand for several fields. */
  readonly GroupedFields: Readonly<Record<string, unknown>>;
  readonly TopLevelFields: Readonly<Record<string, unknown>>;
  readonly Subtypes: Readonly<Record<string, unknown>>;
  readonly Enums: Readonly<Record<string, unknown>>;
}

export const udmSchemaFile = 'secops_udm.schema.json';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const own = (record: unknown, name: string): unknown =>
  isRecord(record) && Object.hasOwn(record, name) ? record[name] : undefined;

const scalars: readonly unknown[] = ['string', 'integer', 'boolean', 'list'];

/** What lies at a path: the name of a type, fields, or `undefined` where the model has nothing. */
export function udmFieldType(field: string, schema: UdmSchema): unknown {
  const [first = '', ...rest] = field.split('.');
  if (rest.length === 0 && Object.hasOwn(schema.GroupedFields, first)) return 'string';
  let level = schema.Nouns.includes(first) ? schema.TopLevelFields['noun'] : own(schema.TopLevelFields, first);
  let last: unknown = level;
  for (const part of rest) {
    const type = own(level, part);
    if (typeof type === 'string') {
      if (type.startsWith('@enum:') || scalars.includes(type)) return type;
      last = type;
      level = own(schema.Subtypes, type.replace(/^@/, '')) ?? {};
    } else if (isRecord(type)) {
      last = type;
      level = type;
    } else return undefined;
  }
  return last;
}

export const isUdmField = (field: string, schema: UdmSchema): boolean => udmFieldType(field, schema) !== undefined;
