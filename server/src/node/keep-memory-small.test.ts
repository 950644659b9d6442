import { expect, it } from 'vitest';
import { memoryWatcher } from './keep-memory-small.ts';

it('gives memory back once, at rest after work, when there is much of it', () => {
  const state = { time: 0, heap: 200, collected: 0 };
  const look = memoryWatcher({
    processorTime: () => state.time,
    heapSize: () => state.heap,
    collect: () => {
      state.collected++;
      state.time += 40;
    },
  });
  const after = (milliseconds: number, heap: number) => {
    Object.assign(state, { time: state.time + milliseconds, heap });
    look();
    return state.collected;
  };
  expect(after(10, 200)).toBe(0); // nothing has happened yet
  expect(after(900, 200)).toBe(0); // busy
  expect(after(10, 200)).toBe(1);
  expect(after(10, 200)).toBe(1);
  expect(after(900, 30)).toBe(1);
  expect(after(10, 30)).toBe(1); // a small heap
});
