import { describe, expect, it } from 'vitest';
import type { Fix } from '../lint/define-rule.ts';
import type { Finding } from '../lint/finding.ts';
import { applyEdits, fixText } from './fix.ts';

function finding(code: string, start: number, end: number, ...fixes: Fix[]): Finding {
  return { code, severity: 'warning', span: { start, end }, message: '.', document: 0, fixes };
}

const replace = (start: number, end: number, newText: string, kind: Fix['kind'] = 'safe'): Fix => ({
  title: `${start}-${end} ${newText}`,
  kind,
  edits: [{ span: { start, end }, newText }],
});

/** A linter that wants every lower-case word of a list in upper case, each with its own fix. */
const shout = (text: string) =>
  [...text.matchAll(/[a-z]+/g)].map(({ index, 0: word }) =>
    finding('shout', index, index + word.length, replace(index, index + word.length, word.toUpperCase())),
  );

describe('applying fixes', () => {
  it('applies all that do not overlap in one pass', () => {
    const { text, applied, findings } = fixText('ab 1 cd', { lint: shout });
    expect({ text, count: applied.length, findings }).toEqual({ text: 'AB 1 CD', count: 2, findings: [] });
  });

  it('takes the first of those that overlap, and the others in the next pass if they are still wanted', () => {
    const lint = (text: string) =>
      text === 'abc' ? [finding('a', 0, 2, replace(0, 2, 'X')), finding('b', 1, 3, replace(1, 3, 'Y'))] : shout(text);
    const { text, applied } = fixText('abc', { lint });
    expect(text).toBe('XC');
    expect(applied.map(({ code }) => code)).toEqual(['a', 'shout']);
  });

  it('leaves suggestions alone unless they are wanted', () => {
    const lint = (text: string) => (text === 'a' ? [finding('x', 0, 1, replace(0, 1, 'b', 'suggestion'))] : []);
    expect(fixText('a', { lint }).text).toBe('a');
    expect(fixText('a', { lint, accept: () => true }).text).toBe('b');
  });

  it('takes the first wanted fix of a finding', () => {
    const lint = (text: string) =>
      text === 'a'
        ? [finding('x', 0, 1, replace(0, 1, 'b', 'suggestion'), replace(0, 1, 'c'), replace(0, 1, 'd'))]
        : [];
    expect(fixText('a', { lint }).text).toBe('c');
  });

  it('drops a fix that brings errors, and keeps the others', () => {
    const lint = (text: string) => [...shout(text), ...(text.includes('B') ? [finding('scanner-error', 0, 1)] : [])];
    const { text, applied, findings } = fixText('a b c', { lint });
    expect(text).toBe('A b C');
    expect(applied).toHaveLength(2);
    expect(findings.map(({ code }) => code)).toEqual(['shout']);
  });

  it('ends when fixes go round in circles', () => {
    const swap = (text: string) => [finding('x', 0, 1, replace(0, 1, text === 'a' ? 'b' : 'a'))];
    expect(fixText('a', { lint: swap }).text).toBe('b');
    const grow = (text: string) => [finding('x', 0, 0, replace(text.length, text.length, 'x'))];
    expect(fixText('', { lint: grow }).text.length).toBeLessThan(20);
  });

  it('applies equal fixes once, and none that contradicts itself', () => {
    const twice = (text: string) => (text === 'a' ? [1, 2].map(() => finding('x', 0, 1, replace(0, 1, 'bb'))) : []);
    expect(fixText('a', { lint: twice }).text).toBe('bb');
    const odd: Fix = {
      ...replace(0, 2, 'x'),
      edits: [replace(0, 2, 'x'), replace(1, 3, 'y')].flatMap(({ edits }) => edits),
    };
    expect(fixText('abc', { lint: () => [finding('x', 0, 3, odd)] }).text).toBe('abc');
  });

  it('keeps the line ends of the text', () => {
    const edits = [{ span: { start: 0, end: 0 }, newText: 'x\ny\n' }];
    expect(applyEdits('a\r\nb\r\n', edits)).toBe('x\r\ny\r\na\r\nb\r\n');
    expect(applyEdits('a\nb\n', edits)).toBe('x\ny\na\nb\n');
  });
});
