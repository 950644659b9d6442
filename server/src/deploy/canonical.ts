import type { JsonObject, JsonValue } from './deploy-target.ts';

/** One field that differs between what the SIEM holds and what the rule asks for. `undefined` = not there. */
export interface FieldChange {
  readonly field: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** Differences of the managed fields, in the order of `after`. Line ends, order of sets and absent-or-empty do not count. */
export function compareManaged(before: JsonObject, after: JsonObject): FieldChange[] {
  const fields = [...Object.keys(after), ...Object.keys(before).filter((field) => !(field in after))];
  return fields
    .filter((field) => canonicalText(before[field]) !== canonicalText(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

function canonicalText(value: JsonValue | undefined): string {
  return JSON.stringify(canonical(value)) ?? '';
}

function canonical(value: JsonValue | undefined): JsonValue | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n').trimEnd();
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    const items = value.map((item) => canonical(item) ?? null);
    return items.sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .map(([key, item]) => [key, canonical(item)] as const)
      .filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
      .sort(([a], [b]) => compareText(a, b));
    return Object.fromEntries(entries);
  }
  return value;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
