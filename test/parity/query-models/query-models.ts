/**
 * What queries say of an event in languages without an engine or parser here, as far as the cases of departures need it, after the
 * vendors' descriptions. They show what a departure is about; they prove nothing about a product.
 */
import type { SigmaEvent } from '../../../server/src/evaluate/sigma-event.ts';
import { parseIpv4 } from '../../../server/src/sigma/types/ip-network.ts';
import { type Condition, type Leaf, parseConditions, Refused } from './boolean-query.ts';
import { eql } from './eql.ts';

const textOf = (event: SigmaEvent, field: string): string | undefined => {
  const value = event[field];
  return value === undefined || value === null ? undefined : String(value);
};
const fold = (text: string) => text.toLowerCase();
/** Of texts in which a backslash escapes whatever follows. */
const unescaped = (literal: string) => literal.replace(/\\([\s\S])/g, '$1');
/** Of texts in which it escapes quotes only. */
const unquoted = (literal: string) => literal.replaceAll('\\"', '"');
const listOf = (items: string) => [...items.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, item = '']) => item);

/** A pattern with two wildcards, each of which a backslash makes a character. */
function wildcardRegex(pattern: string, many: string, one: string, flags: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    if (character === '\\' && at + 1 < pattern.length && ['\\', many, one, '"'].includes(pattern[at + 1] as string))
      source += `\\${pattern[++at]}`;
    else if (character === many) source += '.*';
    else if (character === one) source += '.';
    else source += character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, `s${flags}`);
}

const name = '([\\w.{}]+|"[^"]+")';
const bare = (field = '') => field.replace(/^"(.*)"$/, '$1');
const literal = '"((?:[^"\\\\]|\\\\.)*)"';

const splunkLeaves: readonly Leaf[] = [
  [
    new RegExp(`${name}=${literal}`),
    ([, field, value = '']) => {
      const pattern = wildcardRegex(value, '*', '\0', 'i');
      return (event) => pattern.test(textOf(event, bare(field)) ?? '\0');
    },
  ],
  [
    new RegExp(`${name} IN \\(([^)]*)\\)`),
    ([, field, items = '']) => {
      const values = listOf(items).map(fold);
      return (event) => values.includes(fold(textOf(event, bare(field)) ?? '\0'));
    },
  ],
  [/\*/, () => () => true],
];

/** Stages behind pipes; each takes an event, hands it on or drops it. */
function splunk(query: string): Condition {
  const stages = query.split(/\n\s*\| /).map(splunkStage);
  return (event) => {
    let current: SigmaEvent | undefined = event;
    for (const stage of stages) current = current && stage(current);
    return current !== undefined;
  };
}

function splunkStage(text: string, at: number): (event: SigmaEvent) => SigmaEvent | undefined {
  const regex = /^regex (\S+)="(.*)"$/s.exec(text);
  if (regex)
    return (event) =>
      new RegExp(unquoted(regex[2] ?? '')).test(textOf(event, regex[1] ?? '') ?? '\0') ? event : undefined;
  const rex = /^rex field=(\S+) "(\(\?<(\w+)>.*\))"$/s.exec(text);
  if (rex)
    return (event) => {
      const found = new RegExp(unquoted(rex[2] ?? '')).exec(textOf(event, bare(rex[1])) ?? '\0');
      return found ? { ...event, [rex[3] as string]: found[0] } : event;
    };
  const isNotNull = /^eval (\w+)=if\(isnotnull\((\w+)\), "true", "false"\)$/.exec(text);
  if (isNotNull) return (event) => ({ ...event, [isNotNull[1] as string]: String((isNotNull[2] as string) in event) });
  const equal = /^eval (\w+)=if\('(\w+)'='(\w+)', "true", "false"\)$/.exec(text);
  if (equal) {
    const [, result = '', left = '', right = ''] = equal;
    return (event) => ({ ...event, [result]: String(left in event && event[left] === event[right]) });
  }
  const condition = at === 0 ? text : /^search (.*)$/s.exec(text)?.[1];
  if (condition === undefined) throw new Refused(`The command "${text}" is not known here.`);
  const test = parseConditions(condition, { leaves: splunkLeaves, orFirst: true });
  return (event) => (test(event) === true ? event : undefined);
}

const known = (field: string | undefined, test: (text: string) => boolean | null): Condition => {
  const column = (field ?? '').replace(/^[`'](.*)[`']$/, '$1').replace(/\\(.)/g, '$1');
  return (event) => {
    const text = textOf(event, column);
    return text === undefined ? null : test(text);
  };
};

const column = "((?!\\d)[\\w.]+|`[^`]+`|'(?:[^'\\\\]|\\\\.)+')";

const spl2Leaves: readonly Leaf[] = [
  [
    new RegExp(`${column} IS NOT NULL`),
    ([, field = '']) =>
      (event) =>
        textOf(event, field) !== undefined,
  ],
  [
    new RegExp(`${column}=${column}`),
    ([, field, other = '']) =>
      (event) => {
        const [one, two] = [textOf(event, field ?? ''), textOf(event, other)];
        return one === undefined || two === undefined ? null : one === two;
      },
  ],
  [new RegExp(`${column}=${literal}`), ([, field, value = '']) => known(field, (text) => text === unescaped(value))],
  [
    new RegExp(`${column} IN \\(([^)]*)\\)`, 'i'),
    ([, field, items = '']) => known(field, (text) => listOf(items).map(unescaped).includes(text)),
  ],
  [
    new RegExp(`${column} LIKE ${literal}`),
    ([, field, value = '']) => known(field, (text) => wildcardRegex(unescaped(value), '%', '_', '').test(text)),
  ],
  [
    new RegExp(`match\\(${column}, /((?:[^/\\\\]|\\\\.)*)/\\)`),
    ([, field, pattern = '']) => {
      const flags = /^\(\?(\w+)\)/.exec(pattern);
      const regex = new RegExp(pattern.slice(flags?.[0].length ?? 0), flags?.[1] ?? '');
      return known(field, (text) => regex.test(text));
    },
  ],
];

const pplLeaves: readonly Leaf[] = [
  ...spl2Leaves.slice(1, 4),
  [
    new RegExp(`isnotnull\\(${column}\\)`),
    ([, field = '']) =>
      (event) =>
        textOf(event, field) !== undefined,
  ],
  [
    new RegExp(`LIKE\\(${column}, ${literal}(?:, true)?\\)`),
    ([, field, value = '']) => known(field, (text) => wildcardRegex(unescaped(value), '%', '_', 'i').test(text)),
  ],
  [
    new RegExp(`${column} REGEXP '((?:[^'\\\\]|\\\\.)*)'`),
    ([, field, value = '']) => {
      const pattern = unescaped(value).replace(/\(\?s:\.\*\)/g, '[\\s\\S]*');
      return known(field, (text) => new RegExp(`^(?:${pattern})$`).test(text));
    },
  ],
  // A search for words.
  [
    new RegExp(`match\\(${column}, '((?:[^'\\\\]|\\\\.)*)'\\)`),
    ([, field, value = '']) => {
      const words = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
      return known(field, (text) => words(unescaped(value)).some((word) => words(text).includes(word)));
    },
  ],
  [
    new RegExp(`query_string\\(\\['\\*'\\], ${literal}\\)`),
    ([, value = '']) => {
      const pattern = wildcardRegex(unescaped(value).replaceAll('\\ ', ' '), '*', '?', '');
      return (event) => Object.values(event).some((field) => pattern.test(String(field)));
    },
  ],
];

const logscaleRegex = '/((?:[^/\\\\]|\\\\.)*)/([a-z]*)';

const logscaleLeaves: readonly Leaf[] = [
  [
    new RegExp(`${name}=${logscaleRegex}`),
    ([, field, pattern = '', flags = '']) => {
      const regex = logscalePattern(pattern, flags);
      return (event) => regex.test(textOf(event, bare(field)) ?? '\0');
    },
  ],
  [
    new RegExp(logscaleRegex),
    ([, pattern = '', flags = '']) => {
      const regex = logscalePattern(pattern, flags);
      return (event) => Object.values(event).some((value) => regex.test(String(value)));
    },
  ],
  [
    new RegExp(`${name}=\\*`),
    ([, field]) =>
      (event) =>
        textOf(event, bare(field)) !== undefined,
  ],
  [
    /cidr\((\w+), subnet="?([\d.]+)\/(\d+)"?\)/,
    ([, field = '', base = '', length = '']) =>
      (event) => {
        const [address, network] = [parseIpv4(textOf(event, field) ?? ''), parseIpv4(base)];
        const shift = BigInt(32 - Number(length));
        return address !== undefined && network !== undefined && address >> shift === network >> shift;
      },
  ],
];

function logscalePattern(pattern: string, flags: string): RegExp {
  if (/[^img]/.test(flags)) throw new Refused(`There is no flag "${flags}".`);
  return new RegExp(pattern, flags.replace('g', ''));
}

const udmLeaves: readonly Leaf[] = [
  [
    new RegExp(`${name} (!?=) ${literal}( nocase)?`),
    ([, field, operator, value = '', nocase]) => {
      const same = (text: string) => (nocase ? fold(text) === fold(unescaped(value)) : text === unescaped(value));
      return (event) => same(textOf(event, bare(field)) ?? '') === (operator === '=');
    },
  ],
];

const models: Readonly<Record<string, (query: string) => Condition>> = {
  splunk,
  splunk_spl2: (query) => parseConditions(after(query, 'WHERE '), { leaves: spl2Leaves, orFirst: false }),
  open_search_ppl: (query) => parseConditions(after(query, 'where '), { leaves: pplLeaves, orFirst: false }),
  log_scale: (query) => {
    // A comment, as slashes in regular expressions have a backslash.
    const stages = query
      .replace(/(?<!\\)\/\/.*$/s, '')
      .split('| ')
      .map((text) => parseConditions(text, { leaves: logscaleLeaves, orFirst: true }));
    return (event) => stages.every((stage) => stage(event) === true);
  },
  eql,
  secops: (query) => parseConditions(query, { leaves: udmLeaves, orFirst: false }),
};

const after = (query: string, word: string) => query.slice(query.indexOf(word) + word.length);

/** Whether the query finds the event; `refused` when it is none. */
export function searchModel(target: string, query: string, event: SigmaEvent): boolean | 'refused' {
  const model = models[target];
  if (!model) throw new Error(`There is no model of ${target}.`);
  try {
    return model(query)(event) === true;
  } catch (error) {
    if (error instanceof Refused || error instanceof SyntaxError) return 'refused';
    throw error;
  }
}
