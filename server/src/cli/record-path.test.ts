import { expect, it } from 'vitest';
import { recordPath } from './record-path.ts';

it('keeps a file as it was given, with slashes', () => {
  expect(recordPath('rules/a.yml', undefined, '/')).toBe('rules/a.yml');
  expect(recordPath('./a.yml', undefined, '/')).toBe('./a.yml');
  expect(recordPath('.\\rules\\a.yml', undefined, '\\')).toBe('./rules/a.yml');
  expect(recordPath('C:\\rules\\a.yml', undefined, '\\')).toBe('C:/rules/a.yml');
  expect(recordPath('odd\\name.yml', undefined, '/')).toBe('odd\\name.yml');
});

it('names files of a folder from there', () => {
  expect(recordPath('rules', 'windows/a.yml', '/')).toBe('windows/a.yml');
  expect(recordPath('C:\\rules', 'windows\\a.yml', '\\')).toBe('windows/a.yml');
});
