import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectInMemory, type Edit } from './editor.ts';

const uri = 'file:///rules/a.yml';
const gold = readFileSync(`${import.meta.dirname}/rule.yml`, 'utf8');

/** Pieces that break and mend rules: syntax of YAML and Sigma, line ends, characters of two UTF-16 units. */
const pieces = [
  '\n',
  '\r\n',
  '    ',
  '|',
  '|contains',
  ':',
  ' ',
  '- ',
  "'",
  '"',
  '🦊',
  '*',
  '#',
  'and',
  'not ',
  '(',
  ')',
  'condition: x',
  '---\n',
  '',
];

/** Where and how much, as parts of the document's length at that moment. */
const editArbitrary = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.integer({ min: 0, max: 12 }),
  text: fc.constantFrom(...pieces),
});

describe('incremental edits', () => {
  it('end in the same diagnostics as opening the same text afresh', async () => {
    const { editor, timers } = connectInMemory();
    await editor.initialize();
    const run = fc.asyncProperty(fc.array(editArbitrary, { minLength: 1, maxLength: 8 }), async (edits) => {
      await editor.open(uri, gold);
      await editor.settle();
      timers.advance(10_000);
      for (const edit of edits) {
        const document = editor.document(uri);
        const start = Math.floor(edit.at * document.getText().length);
        const range = { start: document.positionAt(start), end: document.positionAt(start + edit.removed) };
        await editor.edit(uri, [{ range, text: edit.text } satisfies Edit]);
        await editor.settle();
        timers.advance(10_000);
        await editor.settle();
        const shown = editor.squiggles(uri);
        const text = editor.document(uri).getText();
        await editor.open('untitled:fresh.yml', text, 'sigma');
        await editor.settle();
        timers.advance(10_000);
        await editor.settle();
        expect(shown).toEqual(editor.squiggles('untitled:fresh.yml'));
        await editor.close('untitled:fresh.yml');
      }
      await editor.close(uri);
    });
    await fc.assert(run, { seed: 7, numRuns: 40 });
  });
});
