export interface RandomNumbers {
  /** A whole number from 0 up to, but without, `limit`; 0 where that is 0. */
  below(limit: number): number;
  oneOf<T>(list: readonly T[]): T;
}

/** The same numbers for the same seed, everywhere (mulberry32). */
export function randomNumbers(seed: number): RandomNumbers {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, oneOf: (list) => list[below(list.length)] as (typeof list)[number] };
}
