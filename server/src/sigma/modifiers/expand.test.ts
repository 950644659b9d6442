import { expect, it } from 'vitest';
import { describeValue, modified, modifiedItem } from '../../../../test/harness/modified.ts';

it('finds placeholders', () => {
  expect(modified('F|expand', 'a%b%c')).toBe("'a' %b% 'c'");
  expect(modified('F|expand', '%a%%b%')).toBe('%a% %b%');
  expect(modified('F|expand', '100%')).toBe("'100%'");
  expect(modified('F|expand', '%%')).toBe("'%%'");
});

it('knows no escaped percent signs, and no names with backslashes', () => {
  expect(modified('F|expand', 'C:\\%foo%')).toBe("'C:\\' %foo%");
  expect(modified('F|expand', '\\%foo\\%')).toBe("'\\%foo\\%'");
  expect(modified('F|expand', '%fo\\o%')).toBe("'%fo\\o%'");
});

it('works in regular expressions', () => {
  expect(modified('F|re|expand', 'a%b%')).toBe('/a%b%/');
});

it('shows in the original value, too, as long as that has not been copied', () => {
  const originals = (key: string, text: string) => {
    const result = modifiedItem(key, text);
    return 'error' in result ? [] : result.originalValues.map(describeValue);
  };
  expect(originals('F|expand', '%a%')).toEqual(['%a%']);
  expect(originals('F|contains|expand', '%a%')).toEqual(["'%a%'"]);
  expect(originals('F|contains|expand', '*%a%*')).toEqual(['* %a% *']);
});
