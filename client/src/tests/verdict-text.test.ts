import { expect, it } from 'vitest';
import { verdictSummary, verdictText } from './verdict-text.ts';

const match = { event: 0, matched: true, explanation: 'selection: matches\n  A is "1", which is \'1\'.' };
const miss = { event: 1, matched: false, explanation: 'selection: does not match' };
const rule = { title: 'R', uri: 'file:///r.yml' };

it('of one event', () => {
  const result = { events: 1, rules: [{ ...rule, verdicts: [match] }] };
  expect(verdictSummary(result)).toBe('"R" matches the event.');
  expect(verdictText(result)).toBe(
    `"R" matches the event.\n======================\nselection: matches\n  A is "1", which is '1'.\n`,
  );
});

it('of several events and rules', () => {
  const result = {
    events: 3,
    rules: [
      { ...rule, verdicts: [match, miss] },
      { ...rule, title: 'S', verdicts: [miss, miss] },
    ],
  };
  expect(verdictSummary(result)).toBe(
    '"R" matches 1 of the first 2 of 3 events. "S" matches 0 of the first 2 of 3 events.',
  );
  expect(verdictText(result)).toContain(
    'Event 1: match\n  selection: matches\n    A is "1", which is \'1\'.\nEvent 2: no match\n',
  );
});
