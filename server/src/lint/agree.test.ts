import { expect, it } from 'vitest';
import { agree } from './agree.ts';

it.each([
  ["'sel'", 'takes'],
  ["not 'sel'", 'takes'],
  ["the values of 'Image'", 'take'],
  ["The values of 'Image'", 'take'],
  ["'sel' or the values of 'Image'", 'take'],
  ["the values of 'Image' or 'sel'", 'takes'],
])('%s %s', (subject, verb) => expect(agree(subject, 'takes', 'take')).toBe(verb));
