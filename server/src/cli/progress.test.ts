import { expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function run(isTTY: boolean, milliseconds: number): string {
  const state = { time: 0, text: '' };
  const write = (text: string) => {
    state.text += text;
  };
  const progress = createProgress({ write, isTTY, columns: 80 }, 'Checking', 10, () => state.time);
  for (let item = 0; item < 10; item++) {
    state.time += milliseconds;
    progress.tick();
  }
  progress.done();
  return state.text;
}

it('is shown on a terminal for long work, and removed in the end', () => {
  const text = run(true, 200);
  expect(text).toContain('Checking [===============               ] 5/10');
  expect(text).toMatch(/\r\u001b\[2K$/);
});

it('is silent for short work and outside terminals', () => {
  expect(run(true, 10)).toBe('');
  expect(run(false, 1000)).toBe('');
});
