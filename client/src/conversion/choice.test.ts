import { expect, it } from 'vitest';
import { choiceKey, isChoice } from './choice.ts';

it('choices of one target and format are the same, whatever their pipelines', () => {
  const splunk = { label: 'Splunk', request: { target: 'splunk' } };
  expect(choiceKey(splunk)).toBe(choiceKey({ label: 'x', request: { target: 'splunk', pipelines: ['sysmon'] } }));
  expect(choiceKey(splunk)).not.toBe(choiceKey({ label: 'x', request: { target: 'splunk', format: 'savedsearches' } }));
  expect(choiceKey(splunk)).not.toBe(choiceKey({ label: 'x', request: { configured: 'splunk' } }));
});

it.each([
  [{ label: 'a', request: { target: 'splunk' } }, true],
  [{ label: 'a', request: { configured: 'b' } }, true],
  ['splunk', false],
  [null, false],
  [{ label: 'a' }, false],
  [{ label: 'a', request: { configured: 1 } }, false],
])('what is stored is looked at before it is used: %j', (stored, expected) => {
  expect(isChoice(stored)).toBe(expected);
});
