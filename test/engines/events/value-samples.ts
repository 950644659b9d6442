/** Values that meet one value of a rule, and values that narrowly miss it. What is made here is only an aim: the evaluator and the engine judge it. */
import type { Scalar } from '../../../server/src/evaluate/sigma-event.ts';
import { cidrNetwork } from '../../../server/src/sigma/types/sigma-cidr.ts';
import type {
  SigmaCIDRExpression,
  SigmaCompareExpression,
  SigmaNumber,
  SigmaString,
  SigmaStringPart,
  SigmaType,
} from '../../../server/src/sigma/types/sigma-type.ts';
import { regexSamples } from './regex-samples.ts';

/** `undefined` stands for a field that the event lacks. */
export type Sample = Scalar | undefined;

export interface Samples {
  readonly hits: readonly Sample[];
  readonly misses: readonly Sample[];
}

const filler = 'q7';

export function valueSamples(value: SigmaType): Samples {
  switch (value.type) {
    case 'string':
      return stringSamples(value);
    case 'number':
      return numberSamples(value);
    case 'bool':
      return { hits: [value.boolean, String(value.boolean)], misses: [!value.boolean, undefined] };
    case 'null':
      return { hits: [undefined, null], misses: [filler, ''] };
    case 'exists':
      return value.exists ? { hits: [filler], misses: [undefined] } : { hits: [undefined], misses: [filler] };
    case 'cidr':
      return cidrSamples(value);
    case 'compare':
      return compareSamples(value);
    case 'regex':
      return regexSamples(value);
    case 'expansion':
      return value.values
        .map(valueSamples)
        .reduce((all, next) => ({ hits: [...all.hits, ...next.hits], misses: [...all.misses, ...next.misses] }));
    case 'fieldref':
      return { hits: ['same value'], misses: ['other value', undefined] };
    case 'timestamp-part':
    case 'query-expression':
      return { hits: [], misses: [undefined] };
  }
}

/** The text with `star` for every `*` and a letter for every `?`. */
export function fillWildcards(parts: readonly SigmaStringPart[], star: string): string {
  return parts
    .map((part) => (part.kind === 'plain' ? part.text : part.kind === 'wildcard' && part.wildcard === '*' ? star : 'z'))
    .join('');
}

export function isStar(part: SigmaStringPart | undefined): boolean {
  return part?.kind === 'wildcard' && part.wildcard === '*';
}

function stringSamples({ parts }: SigmaString): Samples {
  const bare = fillWildcards(parts, '');
  const filled = fillWildcards(parts, ` ${filler} `);
  const hits = bare === filled ? [bare] : [bare, filled];
  const misses: Sample[] = [];
  if (!isStar(parts[0])) misses.push(`${filler}${bare}`);
  if (!isStar(parts.at(-1))) misses.push(`${bare}${filler}`);
  const changed = changeOneCharacter(parts);
  if (changed !== undefined) misses.push(changed);
  if (parts.some((part) => part.kind === 'wildcard' && part.wildcard === '?')) misses.push(dropSingles(parts));
  misses.push(undefined, '');
  return { hits: [...hits, swapCase(bare)].filter(unique), misses: misses.filter(unique) };
}

/** The middle character of the longest plain part, exchanged for one that no case folding makes equal. */
function changeOneCharacter(parts: readonly SigmaStringPart[]): string | undefined {
  const texts = parts.map((part) => (part.kind === 'plain' ? [...part.text] : []));
  const longest = texts.reduce((best, text, at) => (text.length > (texts[best]?.length ?? 0) ? at : best), 0);
  const characters = texts[longest] ?? [];
  if (characters.length === 0) return undefined;
  const middle = characters.length >> 1;
  characters[middle] = characters[middle] === '~' ? '#' : '~';
  const changed = parts.map((part, at) =>
    at === longest ? ({ kind: 'plain', text: characters.join('') } as const) : part,
  );
  return fillWildcards(changed, '');
}

function dropSingles(parts: readonly SigmaStringPart[]): string {
  return fillWildcards(
    parts.filter((part) => part.kind !== 'wildcard' || part.wildcard !== '?'),
    '',
  );
}

/** Upper case for lower case and the other way round, where that is one character for one. */
export function swapCase(text: string): string {
  return [...text]
    .map((character) => {
      const upper = character.toUpperCase();
      const other = upper === character ? character.toLowerCase() : upper;
      return other.length === character.length && other.toLowerCase() === character.toLowerCase() ? other : character;
    })
    .join('');
}

function numberSamples({ number }: SigmaNumber): Samples {
  if (typeof number === 'bigint') {
    const near = [number + 1n, number - 1n, number * 10n].filter((other) => other !== number);
    const plain = (value: bigint): Scalar =>
      value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : String(value);
    return { hits: [plain(number), String(number)], misses: [...near.map(plain), `${number}x`, undefined] };
  }
  return { hits: [number, String(number)], misses: [number + 0.5, -number - 1, undefined] };
}

function compareSamples({ operator, number }: SigmaCompareExpression): Samples {
  if (number.type !== 'number') return { hits: [], misses: [undefined] };
  const limit = Number(number.number);
  const candidates = [limit, limit + 1, limit - 1, limit * 10 + 1];
  const holds = (value: number): boolean => {
    if (operator === 'lt') return value < limit;
    if (operator === 'lte') return value <= limit;
    if (operator === 'gt') return value > limit;
    return operator === 'gte' ? value >= limit : value !== limit;
  };
  return {
    hits: candidates.filter(holds),
    misses: [...candidates.filter((value) => !holds(value)), undefined],
  };
}

function cidrSamples(value: SigmaCIDRExpression): Samples {
  const { version, address, prefixLength } = cidrNetwork(value);
  const bits = version === 4 ? 32 : 128;
  const size = 1n << BigInt(bits - prefixLength);
  const print = version === 4 ? printIpv4 : printIpv6;
  const last = address + size - 1n;
  const misses: Sample[] = [undefined];
  if (address > 0n) misses.unshift(print(address - 1n));
  if (last + 1n < 1n << BigInt(bits)) misses.unshift(print(last + 1n));
  return { hits: [print(address), print(last)].filter(unique), misses };
}

function printIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
}

function printIpv6(address: bigint): string {
  return Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(
    ':',
  );
}

function unique<T>(item: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(item) === index;
}
