import type { ListModifier } from './modifier.ts';

export const all: ListModifier = {
  kind: 'list',
  ids: ['all'],
  className: 'SigmaAllModifier',
  summary: 'All values of the list must match instead of any.',
  sets: { valueLinking: 'and' },
};

export const neq: ListModifier = {
  kind: 'list',
  ids: ['neq'],
  className: 'SigmaNegateModifier',
  summary: 'The field must not match the values.',
  sets: { negated: true },
};
