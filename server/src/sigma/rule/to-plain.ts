/** Detections back as plain data. pySigma: rule/detection.py#SigmaDetection.to_plain, #SigmaDetectionItem.to_plain */
import type { Span } from '../../base/span.ts';
import { plainModifierId } from '../modifiers/index.ts';
import { sigmaStringToPlain, sigmaStringToPlainRegex } from '../types/sigma-string.ts';
import type { SigmaType } from '../types/sigma-type.ts';
import type { PlainMap, PlainValue } from './plain-value.ts';
import { SigmaRaise } from './rule-errors.ts';
import type { SigmaDetection, SigmaDetectionItem } from './sigma-rule.ts';

/** Throws a `SigmaRaise` where pySigma's `to_plain()` fails. */
export function detectionToPlain(detection: SigmaDetection): PlainValue {
  const plain = detection.items
    .map((item) => (item.kind === 'item' ? itemToPlain(item) : detectionToPlain(item)))
    .filter((value) => value !== null);
  if (detection.items.every((item) => item.kind === 'detection')) return plain;
  const [first] = plain;
  if (first === undefined) {
    const message = 'Detection is empty after conversion to plain data type';
    throw new SigmaRaise('SigmaDetectionError', message, detection.span);
  }
  if (plain.length === 1) return first;
  const maps = plain.filter((value): value is PlainMap => value instanceof Map);
  if (maps.length === 0) return plain.flat();
  if (maps.length === plain.length) return mergeMaps(maps, detection.span);
  const message = "Can't convert detection into plain value because it contains mixed detection item types.";
  throw new SigmaRaise('SigmaValueError', message, detection.span);
}

function itemToPlain(item: SigmaDetectionItem): PlainValue {
  const isRegex = item.modifiers.includes('re');
  const values = item.originalValue.map((value) => valueToPlain(value, isRegex, item.span));
  const [first] = values;
  if (first === undefined) throw new SigmaRaise('IndexError', 'list index out of range', item.span);
  const value = values.length > 1 ? values : first;
  if (item.field === null && item.modifiers.length === 0) return value;
  return new Map([[[item.field ?? '', ...item.modifiers.map(plainModifierId)].join('|'), value]]);
}

function valueToPlain(value: SigmaType, isRegex: boolean, span: Span): PlainValue {
  switch (value.type) {
    case 'string': {
      if (value.foreign === undefined) return isRegex ? sigmaStringToPlainRegex(value) : sigmaStringToPlain(value);
      const message =
        'SigmaString can only consist of plain strings and instances of SpecialChars or Placeholder objects.';
      throw new SigmaRaise('TypeError', message, value.span ?? span);
    }
    case 'number':
      return value.number;
    case 'bool':
      return value.boolean;
    case 'null':
      return null;
    default: {
      const message = `Sigma type '${value.type}' can't be converted into a plain representation.`;
      throw new SigmaRaise('SigmaValueError', message, value.span ?? span);
    }
  }
}

/** Items of one mapping; different keys can come out equal, because modifiers have several names. */
function mergeMaps(maps: readonly PlainMap[], span: Span): PlainMap {
  const merged: PlainMap = new Map();
  for (const map of maps) {
    for (const [key, value] of map) {
      const present = merged.get(key);
      if (present === undefined) merged.set(key, value);
      else if (key.includes('|all')) merged.set(key, [present, value].flat());
      else mergeIntoAll(merged, key, [present, value], span);
    }
  }
  for (const [key, value] of merged) {
    if (Array.isArray(value) && value.length === 1) merged.set(key, value[0] as PlainValue);
  }
  return merged;
}

function mergeIntoAll(merged: PlainMap, key: string, values: readonly PlainValue[], span: Span): void {
  const single = values.map((value) => (Array.isArray(value) && value.length === 1 ? (value[0] as PlainValue) : value));
  if (single.some((value) => Array.isArray(value))) {
    const message = `Can't merge value lists '${key}' into one item due to different logical linking.`;
    throw new SigmaRaise('SigmaValueError', message, span);
  }
  const present = merged.get(`${key}|all`);
  merged.set(`${key}|all`, present === undefined ? single : [present, ...single].flat());
  merged.delete(key);
}
