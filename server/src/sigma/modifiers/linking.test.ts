import { expect, it } from 'vitest';
import { modifiedItem } from '../../../../test/harness/modified.ts';

it('links values with AND', () => {
  expect(modifiedItem('F|contains|all', 'a', 'b')).toMatchObject({ valueLinking: 'and', negated: false });
  expect(modifiedItem('F', 'a', 'b')).toMatchObject({ valueLinking: 'or', negated: false });
});

it('negates the item', () => {
  expect(modifiedItem('F|neq', 'a')).toMatchObject({ valueLinking: 'or', negated: true });
});
