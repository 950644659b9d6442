import { describe, expect, it } from 'vitest';
import { CrashHistory } from './crash-history.ts';

describe('CrashHistory', () => {
  it('restarts at once after the first crash, then after growing pauses, and gives up at the fifth within three minutes', () => {
    const history = new CrashHistory();
    expect([0, 10, 20, 30, 40].map((time) => history.next(time))).toEqual([0, 1000, 2000, 4000, undefined]);
  });

  it('forgets crashes that are long past, and all of them when a person restarts the server', () => {
    const history = new CrashHistory();
    expect([0, 10, 20, 30].map((time) => history.next(time)).at(-1)).toBe(4000);
    expect(history.next(181_000)).toBe(0);
    history.forget();
    expect(history.next(181_001)).toBe(0);
  });
});
