import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../../node/data-files.ts';
import { BuiltinPipelines, builtinPipelines } from './index.ts';

const corpus = join(import.meta.dirname, '../../../../corpus');
const files = readdirSync(join(corpus, 'pipelines'));
const pipelines = new BuiltinPipelines(openDataFiles(corpus));

describe('built-in pipelines', () => {
  it('are the files of the corpus', () => {
    const names = files.filter((name) => name.endsWith('.yml')).map((name) => name.replace(/\.yml$/, ''));
    expect(builtinPipelines.map(({ id }) => id).sort()).toEqual(names.sort());
  });

  it.each(builtinPipelines.map(({ id }) => id))('%s can be read', (id) => {
    const pipeline = pipelines.get(id);
    expect(pipeline?.items.length).toBeGreaterThan(0);
    expect(pipelines.get(id)).toBe(pipeline);
  });

  it('are found by their other names, and nothing else is', () => {
    expect(pipelines.get('microsoft_365_defender')).toBe(pipelines.get('microsoft_xdr'));
    expect(pipelines.get('nosuch')).toBeUndefined();
    expect(pipelines.get('../../package')).toBeUndefined();
  });
});
