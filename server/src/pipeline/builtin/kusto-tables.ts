/** Tables of Microsoft's log services: which one a rule is about, how its fields are called there, and whether it has them. */

import { parsePythonInt } from '../../sigma/rule/python-value.ts';
import type { SigmaType } from '../../sigma/types/sigma-type.ts';
import { ConversionError } from '../conversion-error.ts';
import { fieldMappingTransformation, mappingTarget } from '../field-mapping.ts';
import type { PipelineRun } from '../pipeline-run.ts';
import { plainSigmaValue } from '../plain-sigma-value.ts';
import { isPlainList, isPlainMap, type PlainMap, type PlainValue, plainText, plainTruth } from '../plain-value.ts';
import type { ProcessingItem } from '../processing-pipeline.ts';
import { reproduces } from '../quirks.ts';
import { type DetectionDraft, itemsOf, markApplied, type RuleDraft } from '../rule-draft.ts';
import { changeItems, type TransformationDefinition } from '../transformation.ts';

const stateKey = 'query_table';

const noTable =
  'Unable to determine table name from rule. The table is, in this order: the one that an earlier pipeline set as state query_table; the one for the category of the log source; the one for the first EventID in a detection whose name begins with "sel".';

/** Sets the state `query_table`. */
const queryTable: TransformationDefinition = {
  id: 'kusto_query_table',
  required: ['category_tables', 'event_tables', 'event_kinds'],
  optional: [],
  create(parameters) {
    const categoryTables = parameters.map('category_tables');
    const kindOf = eventKinds(parameters.map('event_kinds'));
    const eventTables = parameters.map('event_tables');
    const tableOfEvent = (event: bigint) => eventTables.get(kindOf.get(event) ?? '') ?? '';
    return {
      apply(rule, run, item) {
        if (rule.kind !== 'rule') return;
        const known = run.state.get(stateKey);
        const { category } = rule.logsource;
        const table = plainTruth(known)
          ? known
          : category
            ? categoryTables.get(category)
            : tableOfDetections(rule, tableOfEvent, item);
        if (!plainTruth(table))
          throw new ConversionError('SigmaTransformationError', noTable, rule.source.logsource?.span);
        run.state.set(stateKey, (isPlainList(table) ? table[0] : table) ?? null);
        markApplied(rule, item.identifier);
      },
    };
  },
};

/** Of events that several kinds claim, the first kind counts. */
function eventKinds(kinds: PlainMap): Map<bigint, string> {
  const result = new Map<bigint, string>();
  for (const [kind, events] of kinds)
    for (const event of isPlainList(events) ? events : [])
      if (typeof event === 'bigint' && !result.has(event)) result.set(event, plainText(kind));
  return result;
}

type TableOfEvent = (event: bigint) => PlainValue;

function tableOfDetections(rule: RuleDraft, tableOf: TableOfEvent, item: ProcessingItem): PlainValue {
  for (const [name, { detection }] of rule.detections) {
    if (!/^sel/.test(name.toLowerCase())) continue;
    const table = tableOfDetection(detection, tableOf, item);
    if (table !== undefined) return table;
  }
  return null;
}

function tableOfDetection(
  detection: DetectionDraft,
  tableOf: TableOfEvent,
  item: ProcessingItem,
): PlainValue | undefined {
  for (const child of detection.items) {
    if (child.kind === 'detection') {
      // pySigma: kusto_common/transformations.py#SetQueryTableStateTransformation – what a nested detection finds is lost.
      tableOfDetection(child, tableOf, item);
      continue;
    }
    if (child.field !== 'EventID' && child.field !== 'EventCode') continue;
    const table = child.value.map((value) => () => tableOf(eventNumber(value))).find((find) => plainTruth(find()));
    if (!table) continue;
    markApplied(child, item.identifier);
    return table();
  }
  return undefined;
}

/** Python's `int(value.to_plain())`. */
function eventNumber(value: SigmaType): bigint {
  const plain = plainSigmaValue(value);
  if (plain === null || value.type === 'timestamp-part')
    throw new ConversionError('TypeError', 'An event id must be a number.', value.span);
  if (typeof plain === 'string') {
    const number = parsePythonInt(plain, 10);
    if (number !== undefined) return number;
    throw new ConversionError('ValueError', `invalid literal for int() with base 10: '${plain}'`, value.span);
  }
  if (typeof plain !== 'number') return BigInt(plain);
  if (Number.isFinite(plain)) return BigInt(Math.trunc(plain));
  throw new ConversionError(Number.isNaN(plain) ? 'ValueError' : 'OverflowError', 'An event id is finite.', value.span);
}

/** Maps fields by the table that `query_table` names. */
const tableFieldMapping: TransformationDefinition = {
  id: 'kusto_table_field_mapping',
  required: ['tables'],
  optional: [],
  create(parameters) {
    const tables = parameters.map('tables');
    return {
      apply(rule, run, item) {
        const mapping = tables.get(plainText(run.state.get(stateKey) ?? null));
        const map = fieldMappingTransformation((field) => {
          const target = isPlainMap(mapping) ? mapping.get(field) : undefined;
          return target === undefined ? undefined : mappingTarget(target);
        });
        map.apply(rule, run, item);
      },
    };
  },
};

/** Maps the fields that no table mapping has touched. */
const genericFieldMapping: TransformationDefinition = {
  id: 'kusto_generic_field_mapping',
  required: ['mapping'],
  optional: [],
  create(parameters) {
    const mapping = parameters.map('mapping');
    const map = (field: string | null) => {
      const target = mapping.get(field);
      return target === undefined ? undefined : plainText(target);
    };
    return {
      apply(rule, run, item) {
        rule.fields = rule.fields.map(({ value, span }) => {
          const mapped = map(value);
          if (mapped !== undefined) run.trackField(value, [mapped], item.identifier);
          return { value: mapped ?? value, span };
        });
        markApplied(rule, item.identifier);
        if (rule.kind !== 'rule') return;
        for (const { detection } of rule.detections.values())
          changeItems(
            detection,
            (detectionItem) => {
              // pySigma: kusto_common/transformations.py#GenericFieldMappingTransformation – marks every item that it looks at.
              const mapped = map(detectionItem.field);
              if (mapped !== undefined) detectionItem.field = mapped;
              if (mapped !== undefined) detectionItem.mapped = true;
              return detectionItem;
            },
            run,
            item,
          );
      },
    };
  },
};

/** Refuses fields that the table does not have, and tells the backend the types of its columns. */
const checkFields: TransformationDefinition = {
  id: 'kusto_check_fields',
  required: ['schema'],
  optional: ['types', 'tables', 'mapping', 'fields'],
  create(parameters, context) {
    const read = <T>(name: string) => JSON.parse(context.readData(parameters.string(name))) as T;
    const schema = read<Record<string, readonly string[]>>('schema');
    const typesOf = once(() => (parameters.has('types') ? read<ColumnTypes>('types') : {}));
    const tables = parameters.has('tables') ? parameters.map('tables') : new Map();
    const everywhere = [
      ...(parameters.has('mapping') ? [...parameters.map('mapping').keys()] : []),
      ...(parameters.has('fields') ? parameters.list('fields') : []),
    ].map((field) => plainText(field));
    const mappedFields = memoized((table) => {
      const mapping = tables.get(table);
      const mapped = isPlainMap(mapping) ? [...mapping.keys()].map(plainText) : [];
      return new Set([...(schema[table] ?? []), ...mapped, ...everywhere]);
    });
    const types = memoized((table) => columnTypes(typesOf()[table] ?? {}));
    const columns = memoized((table) => new Set([...(schema[table] ?? []), ...types(table).keys()]));
    return {
      apply(rule, run, item) {
        markApplied(rule, item.identifier);
        const table = tableOf(run);
        if (rule.kind !== 'rule' || table === undefined || !Object.hasOwn(schema, table)) return;
        // pySigma: kusto_common/transformations.py#InvalidFieldTransformation – fields that are mapped for some tables are valid for all.
        run.state.set('kusto_column_types', types(table));
        const isPlain = (field: string) => columns(table).has(field) && mappedFields(table).has(field);
        if ([...itemsOf(rule)].every((item) => item.field && isPlain(item.field) && !item.value.some(isReference)))
          return;
        const asMapped = reproduces(run, 'kusto-unknown-columns');
        const fields = asMapped ? mappedFields(table) : columns(table);
        for (const { detection } of rule.detections.values()) checkDetection(detection, table, fields, asMapped);
      },
    };
  },
};

/** Of each table the columns by type; those of texts are missing where the table's list has them. */
type ColumnTypes = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

function columnTypes(byType: ColumnTypes[string]): Map<string, PlainValue> {
  return new Map(Object.entries(byType).flatMap(([type, columns]) => columns.map((column) => [column, type] as const)));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function memoized<T>(make: (table: string) => T): (table: string) => T {
  const known = new Map<string, T>();
  return (table) => {
    let value = known.get(table);
    if (value === undefined) {
      value = make(table);
      known.set(table, value);
    }
    return value;
  };
}

const tableOf = (run: PipelineRun) => {
  const table = run.state.get(stateKey);
  return typeof table === 'string' ? table : undefined;
};

const isReference = ({ type }: SigmaType) => type === 'fieldref';

function checkDetection(
  detection: DetectionDraft,
  table: string,
  fields: ReadonlySet<string>,
  asMapped: boolean,
): void {
  /** With dots, a path into a column. */
  const isKnown = (field: string) => fields.has(field) || (!asMapped && fields.has(field.split('.', 1)[0] as string));
  for (const item of detection.items) {
    if (item.kind === 'detection') {
      checkDetection(item, table, fields, asMapped);
      continue;
    }
    const reference = item.value.find((value) => value.type === 'fieldref' && !isKnown(value.field));
    if (!item.field || (isKnown(item.field) && !reference)) continue;
    const names = [...fields].slice(0, 200).sort().join(', ');
    throw new ConversionError(
      'SigmaTransformationError',
      `Invalid SigmaDetectionItem field name encountered: ${item.field}. Please use valid fields for the ${table} table, or fields that this pipeline maps:\n${names}${fields.size > 200 ? ', …' : ''}`,
      item.fieldSpan ?? item.keySpan,
    );
  }
}

export const kustoTableTransformations = [queryTable, tableFieldMapping, genericFieldMapping, checkFields];
