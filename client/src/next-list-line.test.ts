import { expect, it } from 'vitest';
import { nextListLine } from './next-list-line.ts';

it.each([
  ["    - 'a: b'", '    - '],
  ['- "a\\"b" # why', '- '],
  ['        - https://x.y/z', '        - '],
  ['    - attack.t1059', '    - '],
  ['    - ', ''],
  ['    -', ''],
  ['    - a: b', undefined],
  ['    - Image|endswith:', undefined],
  ['    - |', undefined],
  ["    - 'open", undefined],
  ['    a: b', undefined],
  ['', undefined],
])('below %j begins %j', (above, next) => {
  expect(nextListLine(above, '    ')).toBe(next);
});

it('nothing goes on when the rest of an entry is below', () => {
  expect(nextListLine('    - a', '    b')).toBeUndefined();
});
