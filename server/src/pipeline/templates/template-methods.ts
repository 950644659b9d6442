/** The methods of texts, lists and mappings that templates may call. */

import { QueryText } from '../query-text.ts';
import { pythonStrip } from './python-text.ts';
import {
  equal,
  integerOf,
  isList,
  isMap,
  isTextValue,
  itemsOf,
  keyOf,
  plainTextOf,
  type TemplateFunction,
  type TemplateMap,
  type TemplateValue,
  textOf,
  tuple,
} from './template-value.ts';

type Given = readonly TemplateValue[];
type TextMethod = (text: string, given: Given) => TemplateValue;

const textAt = (given: Given, index: number, otherwise: string): string =>
  given[index] === undefined ? otherwise : plainTextOf(given[index]);

function affixes(given: Given): string[] {
  const [first = null] = given;
  return isList(first) ? first.map(plainTextOf) : [plainTextOf(first)];
}

function split(text: string, given: Given): TemplateValue {
  const [separator = null, limit = -1n] = given;
  const most = Number(limit) < 0 ? Number.POSITIVE_INFINITY : Number(limit);
  const parts = separator === null ? text.trim().split(/\s+/).filter(Boolean) : text.split(plainTextOf(separator));
  if (parts.length <= most + 1) return parts;
  const rest = separator === null ? restAfter(text, most) : parts.slice(most).join(plainTextOf(separator));
  return [...parts.slice(0, most), rest];
}

function restAfter(text: string, words: number): string {
  let rest = text.trimStart();
  for (let i = 0; i < words; i++) rest = rest.replace(/^\S+\s*/, '');
  return rest;
}

function replace(text: string, given: Given): TemplateValue {
  const old = textAt(given, 0, '');
  const count = given[2] === undefined ? -1 : integerOf(given[2]);
  const parts = old === '' ? [...text] : text.split(old);
  if (count < 0 || old === '') return parts.join(textAt(given, 1, ''));
  return [parts.slice(0, count + 1).join(textAt(given, 1, '')), ...parts.slice(count + 1)].join(old);
}

const title = (text: string) =>
  text.toLowerCase().replace(/\p{L}+/gu, (word) => (word[0] as string).toUpperCase() + word.slice(1));

const textMethods: Readonly<Record<string, TextMethod>> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  title,
  capitalize: (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
  strip: (text, given) => pythonStrip(text, given[0] === undefined ? undefined : plainTextOf(given[0])),
  lstrip: (text, given) => pythonStrip(text, given[0] === undefined ? undefined : plainTextOf(given[0]), 'start'),
  rstrip: (text, given) => pythonStrip(text, given[0] === undefined ? undefined : plainTextOf(given[0]), 'end'),
  split,
  splitlines: (text) => text.replace(/\n$/, '').split(/\r\n|\r|\n/),
  replace,
  startswith: (text, given) => affixes(given).some((affix) => text.startsWith(affix)),
  endswith: (text, given) => affixes(given).some((affix) => text.endsWith(affix)),
  find: (text, given) => BigInt(text.indexOf(textAt(given, 0, ''))),
  count: (text, given) => BigInt(text.split(textAt(given, 0, '')).length - 1),
  join: (text, given) => QueryText.join(itemsOf(given[0] ?? []).map(textOf), text),
  isdigit: (text) => /^\p{Nd}+$/u.test(text),
  isalpha: (text) => /^\p{L}+$/u.test(text),
  isupper: (text) => text !== text.toLowerCase() && text === text.toUpperCase(),
  islower: (text) => text !== text.toUpperCase() && text === text.toLowerCase(),
  zfill: (text, given) => text.padStart(integerOf(given[0] ?? 0n), '0'),
  ljust: (text, given) => text.padEnd(integerOf(given[0] ?? 0n), textAt(given, 1, ' ')),
  rjust: (text, given) => text.padStart(integerOf(given[0] ?? 0n), textAt(given, 1, ' ')),
};

const listMethods: Readonly<Record<string, (list: readonly TemplateValue[], given: Given) => TemplateValue>> = {
  count: (list, given) => BigInt(list.filter((item) => equal(item, given[0] ?? null)).length),
  index: (list, given) => BigInt(list.findIndex((item) => equal(item, given[0] ?? null))),
  copy: (list) => list,
};

const mapMethods: Readonly<Record<string, (map: TemplateMap, given: Given) => TemplateValue>> = {
  get(map, given) {
    const value = map.get(keyOf(given[0] ?? null));
    return value === undefined ? (given[1] ?? null) : value;
  },
  items: (map) => Array.from(map, ([key, value]) => tuple(key, value)),
  keys: (map) => [...map.keys()],
  values: (map) => [...map.values()],
  copy: (map) => map,
};

/** A method by its name, bound to its value. */
export function methodOf(value: TemplateValue, name: string): TemplateFunction | undefined {
  const bound = (call: (given: Given) => TemplateValue): TemplateFunction => ({ kind: 'function', name, call });
  if (isTextValue(value)) {
    const method = Object.hasOwn(textMethods, name) ? textMethods[name] : undefined;
    return method && bound((given) => method(plainTextOf(value), given));
  }
  if (isList(value)) {
    const method = Object.hasOwn(listMethods, name) ? listMethods[name] : undefined;
    return method && bound((given) => method(value, given));
  }
  if (!isMap(value)) return undefined;
  const method = Object.hasOwn(mapMethods, name) ? mapMethods[name] : undefined;
  return method && bound((given) => method(value, given));
}
