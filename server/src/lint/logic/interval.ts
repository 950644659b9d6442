/** Values that stand for all numbers or addresses between two: comparisons and networks. */
import { broadcastAddress, parseIpNetwork, parseIpv4, parseIpv6 } from '../../sigma/types/ip-network.ts';
import type { CompareOperator, SigmaType } from '../../sigma/types/sigma-type.ts';

export interface Interval {
  /** What lies in it: intervals of different kinds say nothing about each other. */
  readonly kind: 'number' | 'IPv4' | 'IPv6';
  readonly min: number | bigint;
  readonly max: number | bigint;
  /** Whether `min` and `max` themselves lie outside. */
  readonly withoutMin: boolean;
  readonly withoutMax: boolean;
}

/** `undefined` for every other value. */
export function intervalOf(value: SigmaType): Interval | undefined {
  if (value.type === 'number') return closed('number', value.number, value.number);
  if (value.type === 'compare' && value.number.type === 'number') return compared(value.operator, value.number.number);
  if (value.type !== 'cidr') return undefined;
  const network = parseIpNetwork(value.original);
  if ('error' in network) return undefined;
  return closed(network.version === 4 ? 'IPv4' : 'IPv6', network.address, broadcastAddress(network));
}

/** The interval of one address. */
export function addressInterval(text: string): Interval | undefined {
  const four = parseIpv4(text);
  if (four !== undefined) return closed('IPv4', four, four);
  const six = text.includes(':') ? parseIpv6(text) : undefined;
  return six === undefined ? undefined : closed('IPv6', six, six);
}

function closed(kind: Interval['kind'], min: number | bigint, max: number | bigint): Interval {
  return { kind, min, max, withoutMin: false, withoutMax: false };
}

function compared(operator: CompareOperator, number: number | bigint): Interval | undefined {
  if (operator === 'neq') return undefined;
  const isBelow = operator === 'lt' || operator === 'lte';
  return {
    kind: 'number',
    min: isBelow ? Number.NEGATIVE_INFINITY : number,
    max: isBelow ? number : Number.POSITIVE_INFINITY,
    withoutMin: operator === 'gt',
    withoutMax: operator === 'lt',
  };
}

export function contains(outer: Interval, inner: Interval): boolean {
  if (outer.kind !== inner.kind) return false;
  const [below, above] = [order(outer.min, inner.min), order(inner.max, outer.max)];
  const fromMin = below < 0 || (below === 0 && (!outer.withoutMin || inner.withoutMin));
  const toMax = above < 0 || (above === 0 && (!outer.withoutMax || inner.withoutMax));
  return fromMin && toMax;
}

export function areApart(a: Interval, b: Interval): boolean {
  return a.kind === b.kind && (endsBefore(a, b) || endsBefore(b, a));
}

function endsBefore(a: Interval, b: Interval): boolean {
  const gap = order(a.max, b.min);
  return gap < 0 || (gap === 0 && (a.withoutMax || b.withoutMin));
}

function order(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
