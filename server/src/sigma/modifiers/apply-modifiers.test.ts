import { expect, it } from 'vitest';
import { describeValue, modified, modifiedItem } from '../../../../test/harness/modified.ts';
import { sigmaString } from '../types/sigma-string.ts';
import { applyModifiers, readModifiedValues } from './apply-modifiers.ts';

const span = { start: 7, end: 9 };

it('reads values without modifiers', () => {
  expect(modified('F', 'a*', 5n, 1.5, true, null)).toEqual(["'a' *", '5', '1.5', 'true', 'null']);
});

it('reports unknown modifiers at their place, before anything else', () => {
  expect(modifiedItem('F|contains|nope', { kind: 'date', year: 2024, month: 1, day: 1 })).toEqual({
    error: { errorClass: 'SigmaModifierError', message: "Unknown modifier 'nope'", span: { start: 1, end: 1 } },
  });
});

it('reports values without a Sigma type', () => {
  expect(modified('F', { kind: 'date', year: 2024, month: 1, day: 1 })).toBe(
    "SigmaTypeError: Unsupported type: <class 'datetime.date'>",
  );
  expect(modified('F', Number.POSITIVE_INFINITY)).toBe('SigmaValueError: Invalid number');
});

it('reports the value that a modifier refuses', () => {
  expect(modifiedItem('F|contains', 'a', 5n)).toMatchObject({ error: { span: { start: 200, end: 201 } } });
});

it('takes only modifiers of pySigma if asked to', () => {
  const chain = { field: 'F', modifiers: [{ id: 'utf16le', span }], span, extensions: false };
  expect(readModifiedValues(chain, [])).toMatchObject({ error: { errorClass: 'SigmaModifierError' } });
});

it('applies modifiers to values that pipelines make', () => {
  const chain = { field: 'F', modifiers: [{ id: 'contains', span }], span };
  const result = applyModifiers(chain, [sigmaString('a')]);
  expect('error' in result ? [] : result.values.map(describeValue)).toEqual(["* 'a' *"]);
});

it('keeps the place of values', () => {
  expect(modifiedItem('F|windash|contains', '-a')).toMatchObject({ values: [{ span: { start: 100, end: 102 } }] });
});
