import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pipelineCodes } from '../../lint/pipeline-codes.ts';

const source = `${import.meta.dirname}/../..`;

function sourcesIn(folder: string): string {
  const files = readdirSync(`${source}/${folder}`, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(`${source}/${folder}/${file}`, 'utf8'))
    .join('\n');
}

it('tells of every check of pipelines, and of no other', () => {
  const used = new Set([...sourcesIn('ide/pipeline').matchAll(/'(pipeline_\w+)'/g)].map(([, code]) => code));
  const told = pipelineCodes.map(({ code }) => code).filter((code) => code.startsWith('pipeline_'));
  expect([...used].sort()).toEqual(told.sort());
});
