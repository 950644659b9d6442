/** Jinja's filters: `value|name(arguments)`. */
import { ConversionError } from '../conversion-error.ts';
import type { OutputValue } from '../output-value.ts';
import { pythonJson } from '../python-json.ts';
import { QueryText, type TextLike } from '../query-text.ts';
import { pythonStrip } from './python-text.ts';
import { methodOf } from './template-methods.ts';
import { binary, itemOf } from './template-operators.ts';
import { testOf } from './template-tests.ts';
import {
  defined,
  equal,
  integerOf,
  isKind,
  isList,
  isMap,
  isNumber,
  isTextValue,
  itemsOf,
  markup,
  order,
  plainTextOf,
  type TemplateMap,
  type TemplateValue,
  textOf,
  truthOf,
  tuple,
  undefinedValue,
} from './template-value.ts';

/** Arguments of a filter: by position, then by name. */
export interface Given {
  readonly positional: readonly TemplateValue[];
  readonly named: ReadonlyMap<string, TemplateValue>;
}

type Filter = (value: TemplateValue, given: Given) => TemplateValue;

const argument = ({ positional, named }: Given, index: number, name: string): TemplateValue | undefined =>
  positional[index] ?? named.get(name);

const htmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};

const escapeHtmlText = (text: string) => text.replace(/[&<>'"]/g, (character) => htmlEscapes[character] as string);

export function escapeHtml(text: TextLike): TextLike {
  return typeof text === 'string' ? escapeHtmlText(text) : text.map(escapeHtmlText);
}

/** A filter that is a method of texts. */
const method =
  (name: string): Filter =>
  (value, { positional }) =>
    methodOf(textOf(value), name)?.call(positional, new Map()) ?? value;

/** What `attribute=…` names in an item: a path of names and positions. */
function attributeOf(item: TemplateValue, attribute: TemplateValue | undefined): TemplateValue {
  if (attribute === undefined) return item;
  if (typeof attribute === 'bigint') return itemOf(item, attribute);
  return plainTextOf(attribute)
    .split('.')
    .reduce<TemplateValue>((value, name) => itemOf(value, /^\d+$/.test(name) ? BigInt(name) : name), item);
}

/** Without regard to case, unless asked for. */
function sortKey(value: TemplateValue, given: Given): TemplateValue {
  const cased = truthOf(given.named.get('case_sensitive') ?? false);
  return isTextValue(value) && !cased ? plainTextOf(value).toLowerCase() : value;
}

const sort: Filter = (value, given) => {
  const attribute = argument(given, 2, 'attribute');
  const reverse = truthOf(argument(given, 0, 'reverse') ?? false);
  const key = (item: TemplateValue) => sortKey(attributeOf(item, attribute), given);
  const sorted = [...itemsOf(value)].sort((a, b) => order(key(a), key(b)));
  return reverse ? sorted.reverse() : sorted;
};

const unique: Filter = (value, given) => {
  const attribute = argument(given, 1, 'attribute');
  const key = (item: TemplateValue) => sortKey(attributeOf(item, attribute), given);
  const items = itemsOf(value);
  return items.filter((item, i) => items.findIndex((other) => equal(key(other), key(item))) === i);
};

const map: Filter = (value, given) => {
  const attribute = given.named.get('attribute');
  if (attribute !== undefined)
    return itemsOf(value).map((item) => {
      const found = attributeOf(item, attribute);
      return isKind(found, 'undefined') ? (given.named.get('default') ?? found) : found;
    });
  const [name = '', ...positional] = given.positional;
  return itemsOf(value).map((item) => filterOf(plainTextOf(name))(item, { positional, named: given.named }));
};

function selecting(keep: boolean, byAttribute: boolean): Filter {
  return (value, { positional }) => {
    const attribute = byAttribute ? positional[0] : undefined;
    const [name, ...given] = byAttribute ? positional.slice(1) : positional;
    const test = name === undefined ? (item: TemplateValue) => truthOf(item) : testOf(plainTextOf(name));
    return itemsOf(value).filter((item) => test(attributeOf(item, attribute), given) === keep);
  };
}

const join: Filter = (value, given) => {
  const attribute = argument(given, 1, 'attribute');
  const separator = argument(given, 0, 'd');
  const parts = itemsOf(value).map((item) => textOf(attributeOf(item, attribute)));
  return QueryText.join(parts, separator === undefined ? '' : plainTextOf(separator));
};

const sum: Filter = (value, given) => {
  const attribute = argument(given, 0, 'attribute');
  const start = argument(given, 1, 'start') ?? 0n;
  return itemsOf(value).reduce<TemplateValue>((total, item) => binary('+', total, attributeOf(item, attribute)), start);
};

const toNumber =
  (convert: (text: string) => bigint | number | undefined, otherwise: bigint | number): Filter =>
  (value, given) => {
    const fallback = argument(given, 0, 'default') ?? otherwise;
    if (isNumber(value)) return convert(String(Number(value))) ?? fallback;
    return (isTextValue(value) && convert(plainTextOf(value).trim())) || fallback;
  };

const indent: Filter = (value, given) => {
  const width = argument(given, 0, 'width') ?? 4n;
  const margin = isTextValue(width) ? plainTextOf(width) : ' '.repeat(integerOf(width));
  const first = truthOf(argument(given, 1, 'first') ?? false);
  const blank = truthOf(argument(given, 2, 'blank') ?? false);
  const text = QueryText.from(textOf(value));
  const edits = [...text.text.matchAll(blank ? /\n/g : /\n(?=[^\n])/g)].map(({ index }) => ({
    start: index,
    end: index + 1,
    text: `\n${margin}`,
  }));
  return QueryText.concat(first ? margin : '', text.splice(edits));
};

function sortedEntries(map: TemplateMap): [string, TemplateValue][] {
  return Array.from(map, ([key, item]): [string, TemplateValue] => [plainTextOf(key), item]).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
}

function jsonValue(value: TemplateValue): OutputValue {
  if (isList(value)) return value.map(jsonValue);
  if (isMap(value)) return new Map(sortedEntries(value).map(([key, item]) => [key, jsonValue(item)]));
  if (isTextValue(value)) return textOf(value);
  if (value === null || typeof value !== 'object') return value as OutputValue;
  throw new ConversionError('TypeError', 'The value cannot be written as JSON.');
}

const tojson: Filter = (value, given) => {
  const spaces = argument(given, 0, 'indent');
  const text = pythonJson(jsonValue(value), {
    indent: spaces === undefined || spaces === null ? undefined : integerOf(spaces),
  });
  const codes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026', "'": '\\u0027' };
  return markup(text.map((part) => part.replace(/[<>&']/g, (character) => codes[character] as string)));
};

const truncate: Filter = (value, given) => {
  const text = plainTextOf(value);
  const length = integerOf(argument(given, 0, 'length') ?? 255n);
  const end = plainTextOf(argument(given, 2, 'end') ?? '...');
  const leeway = integerOf(argument(given, 3, 'leeway') ?? 5n);
  if (text.length <= length + leeway) return text;
  const cut = text.slice(0, length - end.length);
  if (truthOf(argument(given, 1, 'killwords') ?? false)) return cut + end;
  return (cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut) + end;
};

const defaultFilter: Filter = (value, given) => {
  const replaces = isKind(value, 'undefined') || (truthOf(argument(given, 1, 'boolean') ?? false) && !truthOf(value));
  return replaces ? (argument(given, 0, 'default_value') ?? '') : value;
};

const lengthOf: Filter = (value) => (isMap(value) ? BigInt(value.size) : BigInt(itemsOf(value).length));

const filters: Readonly<Record<string, Filter>> = {
  upper: method('upper'),
  lower: method('lower'),
  title: (value) =>
    plainTextOf(value)
      .toLowerCase()
      .replace(/(^|[-\s([{<])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
  capitalize: method('capitalize'),
  replace: (value, { positional }) => methodOf(textOf(value), 'replace')?.call(positional, new Map()) ?? value,
  trim: (value, given) => {
    const characters = argument(given, 0, 'chars');
    return pythonStrip(
      plainTextOf(value),
      characters === undefined || characters === null ? undefined : plainTextOf(characters),
    );
  },
  string: (value) => textOf(value),
  safe: (value) => markup(textOf(value)),
  escape: (value) => (isKind(value, 'markup') ? value : markup(escapeHtml(textOf(value)))),
  e: (value) => (isKind(value, 'markup') ? value : markup(escapeHtml(textOf(value)))),
  default: defaultFilter,
  d: defaultFilter,
  length: lengthOf,
  count: lengthOf,
  first: (value) => itemsOf(value)[0] ?? undefinedValue('No first item, sequence was empty.'),
  last: (value) => itemsOf(value).at(-1) ?? undefinedValue('No last item, sequence was empty.'),
  list: (value) => [...itemsOf(value)],
  reverse: (value) =>
    isTextValue(value) ? QueryText.concat(...[...itemsOf(value)].reverse().map(textOf)) : [...itemsOf(value)].reverse(),
  sort,
  unique,
  map,
  join,
  sum,
  select: selecting(true, false),
  reject: selecting(false, false),
  selectattr: selecting(true, true),
  rejectattr: selecting(false, true),
  min: (value) => extreme(value, -1),
  max: (value) => extreme(value, 1),
  abs: (value) => (isNumber(value) && Number(value) < 0 ? binary('-', 0n, value) : defined(value)),
  int: toNumber((text) => (/^[-+]?\d+(?:\.\d*)?$/.test(text) ? BigInt(Math.trunc(Number(text))) : undefined), 0n),
  float: toNumber((text) => (text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)), 0),
  round: (value, given) => {
    const factor = 10 ** integerOf(argument(given, 0, 'precision') ?? 0n);
    return Math.round(Number(value) * factor) / factor;
  },
  indent,
  tojson,
  truncate,
  wordcount: (value) => BigInt(plainTextOf(value).match(/\w+/g)?.length ?? 0),
  attr: (value, given) => itemOf(value, given.positional[0] ?? ''),
  items: (value) =>
    isKind(value, 'undefined')
      ? []
      : isMap(value)
        ? Array.from(value, ([key, item]) => tuple(key, item))
        : notMapping(),
  dictsort: (value) =>
    isMap(value)
      ? Array.from(value, ([key, item]): TemplateValue => tuple(key, item)).sort((a, b) =>
          order(itemOf(a, 0n), itemOf(b, 0n)),
        )
      : notMapping(),
  batch: (value, given) => {
    const size = integerOf(given.positional[0] ?? 1n);
    const items = itemsOf(value);
    return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
  },
  urlencode: (value) =>
    encodeURIComponent(plainTextOf(value))
      .replaceAll('%2F', '/')
      .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
};

function notMapping(): never {
  throw new ConversionError('TypeError', 'Can only get item pairs from a mapping.');
}

function extreme(value: TemplateValue, sign: number): TemplateValue {
  const items = itemsOf(value);
  if (items.length === 0) return undefinedValue('No aggregated item, sequence was empty.');
  return items.reduce((best, item) => (order(item, best) * sign > 0 ? item : best));
}

export function filterOf(name: string): Filter {
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (filter) return filter;
  throw new ConversionError('TemplateAssertionError', `No filter named '${name}'.`);
}
