import { describe, expect, it } from 'vitest';
import { distinctiveWords } from './distinctive-words.ts';

const words = (text: string, code = true) => distinctiveWords(text, 0, code)?.map(({ text: word }) => word);

describe('distinctiveWords', () => {
  it.each([
    [' /set {default} safeboot minimal', ['/set', 'safeboot', 'minimal']],
    [' -e -X 45.155.205.19 /nointeractive C:\\Users\\x\\a.txt', ['-e', '-X', '/nointeractive']],
    [' /v Name /t REG_DWORD /d 1 /f', ['/v', 'Name', '/t', 'REG_DWORD']],
  ])('%s', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it.each([' add /v /t /d', ' http://evil.example/x', ' 1 2 3', ''])('%s is too ordinary', (line) => {
    expect(words(line)).toBeUndefined();
  });

  it('takes no words of a sentence for arguments', () => {
    expect(words(' shadowcopy /nointeractive to remove other backups', false)).toEqual([
      'shadowcopy',
      '/nointeractive',
    ]);
    expect(words(' -p123 protects malicious actors', false)).toBeUndefined();
  });
});
