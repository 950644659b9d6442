/** What a query of EQL says of an event, after Elastic's grammar (EqlBase.g4) and reference: whatever these do not have is refused. */
import type { SigmaEvent } from '../../../server/src/evaluate/sigma-event.ts';
import { parseIpNetwork, parseIpv4, parseIpv6 } from '../../../server/src/sigma/types/ip-network.ts';
import { type Condition, type Leaf, parseConditions, Refused } from './boolean-query.ts';

const reserved =
  'and|any|by|false|fork|in|join|like|maxspan|not|null|of|or|regex|sample|sequence|true|until|where|with';
const part = `(?!(?:${reserved})\\b)[A-Za-z_@]\\w*`;
const name = `(\\?)?((?:${part})(?:\\.(?:${part}))*|\`(?:[^\`]|\`\`)+\`)`;
const text = '"((?:\\\\[btnfr"\'\\\\]|\\\\u\\{[0-9a-fA-F]{2,8}\\}|[^\\r\\n"\\\\])*)"';
const constant = `(?:${text}|-?\\d+(?:\\.\\d+)?)`;
const constants = `\\((${constant}(?:, ${constant})*)\\)`;
const texts = `\\((${text}(?:, ${text})*)\\)`;

const characters: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' };
const unescaped = (literal: string) =>
  literal
    .replace(/\\u\{(\w+)\}/g, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\\([\s\S])/g, (_all, character: string) => characters[character] ?? character);
const listOf = (items: string) =>
  [...items.matchAll(new RegExp(constant, 'g'))].map(([number, item]) => unescaped(item ?? number));

function fieldValue(event: SigmaEvent, field: string): unknown {
  return event[field.replace(/^`(.*)`$/s, '$1').replaceAll('``', '`')] ?? null;
}

/** Only texts are compared with texts. */
function onText(field: string, test: (value: string) => boolean): Condition {
  return (event) => {
    const value = fieldValue(event, field);
    if (value !== null && typeof value !== 'string') throw new Refused(`"${field}" is no text.`);
    return value !== null && test(value);
  };
}

/** Stars and question marks; nothing escapes them. */
function wildcards(pattern: string, flags: string): (value: string) => boolean {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|/]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const regex = new RegExp(`^${source}$`, `s${flags}`);
  return (value) => regex.test(value);
}

const flagsOf = (operator = '') => (operator.endsWith('~') || operator === ':' ? 'i' : '');

const leaves: readonly Leaf[] = [
  [
    new RegExp(`${name}\\s*(:|like~|like)\\s*(?:${text}|${constants})`),
    ([, , field = '', operator, one, list]) => {
      const patterns = one === undefined ? listOf(list ?? '') : [unescaped(one)];
      const tests = patterns.map((pattern) => wildcards(pattern, flagsOf(operator)));
      return onText(field, (value) => tests.some((test) => test(value)));
    },
  ],
  [
    new RegExp(`${name} (in~|in) ${texts}`),
    ([, , field = '', operator, list = '']) => {
      const fold = (value: string) => (operator === 'in~' ? value.toLowerCase() : value);
      return onText(field, (value) => listOf(list).map(fold).includes(fold(value)));
    },
  ],
  [
    new RegExp(`${name} (regex~|regex) ${text}`),
    ([, , field = '', operator, pattern = '']) => {
      // Lucene matches whole values, and knows no anchors.
      const source = unescaped(pattern).replace(/\\[\s\S]|[\^$](?![^[]*\])/g, (found) =>
        found.length === 1 ? `\\${found}` : found,
      );
      const regex = new RegExp(`^(?:${source})$`, `s${flagsOf(operator)}`);
      return onText(field, (value) => regex.test(value));
    },
  ],
  [
    new RegExp(`${name}\\s*(==|!=)\\s*(?:${text}|(true|false|null|-?\\d+(?:\\.\\d+)?))`),
    ([, , field = '', operator, literal, constant = '']) =>
      (event) => {
        const wanted: unknown = literal === undefined ? JSON.parse(constant) : unescaped(literal);
        return (fieldValue(event, field) === wanted) === (operator === '==');
      },
  ],
  [
    new RegExp(`${name} (<=|>=|<|>) (-?\\d+(?:\\.\\d+)?)`),
    ([, , field = '', operator = '', constant = '']) =>
      (event) => {
        const value = fieldValue(event, field);
        const order = typeof value === 'number' ? Math.sign(value - Number(constant)) : Number.NaN;
        return (operator.startsWith('<') ? order === -1 : order === 1) || (operator.endsWith('=') && order === 0);
      },
  ],
  [
    new RegExp(`cidrMatch\\(${name}, ${text}\\)`),
    ([, , field = '', cidr = '']) => {
      const network = parseIpNetwork(cidr);
      if ('error' in network) throw new Refused(network.error);
      return (event) => {
        const value = fieldValue(event, field);
        const address =
          typeof value !== 'string' ? undefined : network.version === 4 ? parseIpv4(value) : parseIpv6(value);
        if (address === undefined) return false;
        const shift = BigInt((network.version === 4 ? 32 : 128) - network.prefixLength);
        return address >> shift === network.address >> shift;
      };
    },
  ],
];

export const eql = (query: string): Condition => {
  const condition = /^any where (.*)$/s.exec(query)?.[1];
  if (condition === undefined) throw new Refused('The query asks for no event.');
  return parseConditions(condition, { leaves, orFirst: false });
};
