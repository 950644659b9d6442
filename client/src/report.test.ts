import { describe, expect, it } from 'vitest';
import { locate, makeReport } from './report.ts';

const document = 'Intro 😀\r\nThe actor used CreateUser.\r\nThen DeleteTrail, then CreateUser again.\r\n';
const select = (text: string) => ({ offset: document.indexOf(text), text });
const found = (place: [number, number] | undefined, text = document) => place && text.slice(...place);

describe('a report', () => {
  it('leads from its text to the place in the document', () => {
    const report = makeReport('file:///r.md', [select('Then DeleteTrail, then CreateUser again.')]);
    const start = report.text.indexOf('CreateUser');
    expect(locate(report, start, start + 10, document)).toEqual([
      document.lastIndexOf('CreateUser'),
      document.lastIndexOf('CreateUser') + 10,
    ]);
  });

  it('joins several selections in the order of the document', () => {
    const report = makeReport('file:///r.md', [select('DeleteTrail'), select('CreateUser.')]);
    expect(report.text).toBe('CreateUser.\n\nDeleteTrail');
    const start = report.text.indexOf('DeleteTrail');
    expect(locate(report, start, start + 11, document)?.[0]).toBe(document.indexOf('DeleteTrail'));
  });

  it('finds the nearest place with the same words after an edit', () => {
    const report = makeReport('file:///r.md', [select('The actor used CreateUser.')]);
    const start = report.text.indexOf('CreateUser');
    const edited = `A new paragraph.\r\n${document}`;
    expect(locate(report, start, start + 10, edited)?.[0]).toBe(edited.indexOf('CreateUser'));
    expect(found(locate(report, start, start + 10, edited), edited)).toBe('CreateUser');
  });

  it('does not find what is gone, nor nothing', () => {
    const report = makeReport('file:///r.md', [select('The actor used CreateUser.')]);
    expect(locate(report, 0, 10, 'something else')).toBeUndefined();
    expect(locate(report, 3, 3, document)).toBeUndefined();
  });
});
