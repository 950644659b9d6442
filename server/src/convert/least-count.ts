/** The least whole number that is at least, or with `isExclusive` more than, a correlation's count. */
export function leastCount(count: bigint | number, isExclusive: boolean): bigint {
  if (typeof count === 'number') return BigInt(Math.ceil(count));
  return isExclusive ? count + 1n : count;
}
