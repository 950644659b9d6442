import { expect, it } from 'vitest';
import { parseUuid } from './uuid.ts';

const id = '929a690e-bef0-4204-a928-ef5e620d6fcc';

it.each([
  [id, id],
  [id.toUpperCase(), id],
  [`{${id}}`, id],
  [`urn:uuid:${id}`, id],
  ['929a690ebef04204a928ef5e620d6fcc', id],
  ['9-29a690ebef04204a928ef5e620d6fc-c', id],
  ['0x9a690ebef04204a928ef5e620d6fcc', '009a690e-bef0-4204-a928-ef5e620d6fcc'],
  ['٣29a690ebef04204a928ef5e620d6fcc', '329a690e-bef0-4204-a928-ef5e620d6fcc'],
  ['9_9a690ebef04204a928ef5e620d6fcc', '099a690e-bef0-4204-a928-ef5e620d6fcc'],
  ['x', undefined],
  ['', undefined],
  [`${id}0`, undefined],
  ['g29a690ebef04204a928ef5e620d6fcc', undefined],
  ['9__a690ebef04204a928ef5e620d6fcc', undefined],
])('%s', (text, expected) => {
  expect(parseUuid(text)).toBe(expected);
});
