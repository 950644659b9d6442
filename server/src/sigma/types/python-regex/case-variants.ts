/**
 * Which characters Python's `re` takes for the same under IGNORECASE: those with the same lower case, and those whose lower cases
 * share an upper case (`s` and `ſ`).
 */

import { once } from './once.ts';

/** The blocks with letters that have a case. */
const casedBlocks: readonly (readonly [number, number])[] = [
  [0x41, 0x7a],
  [0xb5, 0x2af],
  [0x345, 0x58f],
  [0x10a0, 0x10ff],
  [0x13a0, 0x13ff],
  [0x1c80, 0x1cbf],
  [0x1d79, 0x1d8e],
  [0x1e00, 0x1fff],
  [0x2126, 0x2188],
  [0x24b6, 0x24e9],
  [0x2c00, 0x2d2f],
  [0xa640, 0xa7ff],
  [0xab53, 0xabbf],
  [0xfb00, 0xfb17],
  [0xff21, 0xff5a],
  [0x10400, 0x104ff],
  [0x10570, 0x105bf],
  [0x10c80, 0x10cff],
  [0x118a0, 0x118df],
  [0x16e40, 0x16e7f],
  [0x1e900, 0x1e943],
];

/** What `lower()` gives for one character; of the dotted capital I only the letter. */
export function lowerCode(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  return String.fromCodePoint(code).toLowerCase().codePointAt(0) as number;
}

function isCased(code: number): boolean {
  const char = String.fromCodePoint(code);
  return char.toLowerCase() !== char || char.toUpperCase() !== char;
}

function buildTable(): ReadonlyMap<number, readonly number[]> {
  const cased = casedBlocks.flatMap(([from, to]) => {
    const codes: number[] = [];
    for (let code = from; code <= to; code++) if (isCased(code)) codes.push(code);
    return codes;
  });
  const byLower = grouped(cased, lowerCode);
  const byUpper = grouped(cased, (code) => String.fromCodePoint(code).toUpperCase());
  const lowersWithSameUpper = new Map<number, Set<number>>();
  for (const codes of byUpper.values()) {
    const lowers = new Set(codes.map(lowerCode));
    if (lowers.size > 1) for (const lower of lowers) lowersWithSameUpper.set(lower, lowers);
  }
  const variants = new Map<number, readonly number[]>();
  for (const code of cased) {
    const lower = lowerCode(code);
    const lowers = lowersWithSameUpper.get(lower) ?? [lower];
    variants.set(
      code,
      [...new Set([...lowers].flatMap((each) => byLower.get(each) ?? [each]))].sort((a, b) => a - b),
    );
  }
  return variants;
}

function grouped<K>(codes: readonly number[], key: (code: number) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const code of codes) {
    const group = groups.get(key(code));
    if (group) group.push(code);
    else groups.set(key(code), [code]);
  }
  return groups;
}

const table = once(buildTable);

/** Beyond their two cases, these ASCII letters have relatives elsewhere: `ſ`, the Kelvin sign, dotless and dotted i. */
const asciiRelatives: ReadonlyMap<number, readonly number[]> = new Map([
  [0x69, [0x130, 0x131]],
  [0x6b, [0x212a]],
  [0x73, [0x17f]],
]);

const isAsciiLetter = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

/** The character itself and all that match it. `ascii` is Python's flag of that name: only A to Z have cases. */
export function caseVariants(code: number, ascii: boolean): readonly number[] {
  if (isAsciiLetter(code)) {
    const lower = code | 0x20;
    return [lower - 32, lower, ...((!ascii && asciiRelatives.get(lower)) || [])];
  }
  return code < 0x80 || ascii ? [code] : (table().get(code) ?? [code]);
}

/** What characters outside of the range match one in it. */
export function rangeVariants(from: number, to: number, ascii: boolean): readonly number[] {
  const found = new Set<number>();
  const add = (code: number) => {
    for (const variant of caseVariants(code, ascii)) if (variant < from || variant > to) found.add(variant);
  };
  for (let code = Math.max(from, 0x41); code <= Math.min(to, 0x7a); code++) add(code);
  if (to >= 0x80 && !ascii) for (const code of table().keys()) if (code >= from && code <= to) add(code);
  return [...found].sort((a, b) => a - b);
}
