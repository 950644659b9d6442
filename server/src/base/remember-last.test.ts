import { expect, it } from 'vitest';
import { rememberLast } from './remember-last.ts';

it('makes a value once while the same object is asked about', () => {
  const made: string[] = [];
  const recall = rememberLast(({ name }: { name: string }) => {
    made.push(name);
    return { name };
  });
  const [one, other] = [{ name: 'one' }, { name: 'other' }];
  expect(recall(one)).toBe(recall(one));
  expect(recall(other)).toEqual({ name: 'other' });
  expect(recall(one)).toEqual({ name: 'one' });
  expect(made).toEqual(['one', 'other', 'one']);
});

it('remembers nothing of what failed', () => {
  const answers = [() => 1, () => 2];
  const recall = rememberLast(() => {
    const next = answers.shift();
    if (!next || answers.length > 0) throw new Error('not yet');
    return next();
  });
  const key = {};
  expect(() => recall(key)).toThrow('not yet');
  expect(recall(key)).toBe(2);
});
