import type { SigmaCorrelationCondition, SigmaCorrelationType } from '../../sigma/rule/sigma-rule.ts';

/** One match of a referenced rule that fell into a group's window. */
export interface WindowEntry {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Index of the rule in the correlation's list. */
  readonly rule: number;
  /** What `condition.field` held in the event; lists are counted value by value. */
  readonly values: readonly (string | number)[];
}

/** The entries of one group that are not older than the correlation's time span, oldest first. */
export class Window {
  readonly #entries: WindowEntry[] = [];
  #first = 0;

  push(entry: WindowEntry, oldest: number): void {
    while (this.#first < this.#entries.length && (this.#entries[this.#first] as WindowEntry).time < oldest)
      this.#first++;
    if (this.#first > 64 && this.#first * 2 > this.#entries.length) {
      this.#entries.splice(0, this.#first);
      this.#first = 0;
    }
    this.#entries.push(entry);
  }

  get newest(): number {
    return this.#entries.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
  }

  get size(): number {
    return this.#entries.length - this.#first;
  }

  *entries(): Generator<WindowEntry> {
    for (let i = this.#first; i < this.#entries.length; i++) yield this.#entries[i] as WindowEntry;
  }
}

/** The rules that have an entry in the window. */
export function rulesPresent(window: Window): Set<number> {
  return new Set([...window.entries()].map((entry) => entry.rule));
}

/** Whether rules 0, 1, 2, … of the list occur in this order (equal times count as ordered). */
export function inOrder(window: Window, ruleCount: number): boolean {
  let wanted = 0;
  for (const { rule } of window.entries()) if (rule === wanted) wanted++;
  return wanted >= ruleCount;
}

/** The number that the condition compares, or `undefined` where there is nothing to compute it from. */
export function aggregate(
  type: SigmaCorrelationType,
  window: Window,
  condition: SigmaCorrelationCondition | undefined,
): number | undefined {
  if (type === 'event_count') return window.size;
  if (type === 'value_count') return new Set([...window.entries()].flatMap((entry) => entry.values)).size;
  if (type === 'temporal' || type === 'temporal_ordered') return rulesPresent(window).size;
  const numbers = [...window.entries()]
    .flatMap((entry) => entry.values)
    .filter((value): value is number => typeof value === 'number');
  if (numbers.length === 0) return undefined;
  if (type === 'value_sum') return sum(numbers);
  if (type === 'value_avg') return sum(numbers) / numbers.length;
  return percentile(numbers, type === 'value_median' ? 50 : (condition?.percentile ?? 50));
}

export function compareCount(condition: SigmaCorrelationCondition, number: number): boolean {
  const limit = Number(condition.count);
  switch (condition.op) {
    case 'lt':
      return number < limit;
    case 'lte':
      return number <= limit;
    case 'gt':
      return number > limit;
    case 'gte':
      return number >= limit;
    case 'eq':
      return number === limit;
    case 'neq':
      return number !== limit;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Linear interpolation between the closest ranks. */
function percentile(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const rank = (Math.min(Math.max(percent, 0), 100) / 100) * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] as number;
  const high = sorted[Math.ceil(rank)] as number;
  return low + (high - low) * (rank - Math.floor(rank));
}
