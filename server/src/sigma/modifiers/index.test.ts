import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { modifiers, plainModifierId } from './index.ts';

/** Files of the folder that hold no modifier. */
const others = ['apply-modifiers.ts', 'index.ts', 'modifier.ts'];

it('lists every modifier of the folder', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !file.endsWith('.test.ts') && !others.includes(file));
  const listed = new Set([...modifiers.values()].flatMap((modifier) => modifier.ids));
  for (const file of files) {
    const index = readFileSync(`${import.meta.dirname}/index.ts`, 'utf8');
    const exported = [...readFileSync(`${import.meta.dirname}/${file}`, 'utf8').matchAll(/^export const (\w+)/gm)];
    expect(exported.length, `${file} exports a modifier`).toBeGreaterThan(0);
    for (const [, name] of exported) {
      expect(listed, `${file}: ${name}`).toContain(name);
      expect(index, `${file}: ${name}`).toMatch(new RegExp(`^ {2}${name},$`, 'm'));
    }
  }
});

it('has a sentence for each', () => {
  for (const modifier of modifiers.values()) expect(modifier.summary).toMatch(/^[`\w].+[.]$/);
});

it('writes modifiers as pySigma does', () => {
  expect(['i', 'm', 'dotall', 's', 'contains'].map(plainModifierId)).toEqual([
    'ignorecase',
    'multiline',
    's',
    's',
    'contains',
  ]);
});
