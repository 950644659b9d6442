/** Files of rules converted with pySigma's own behaviour: `<set>/<backend>.<pipelines>.<format>.jsonl.gz`. */
import { basename } from 'node:path';
import type { DataFiles } from '../../server/src/data/data-files.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { BuiltinPipelines } from '../../server/src/pipeline/builtin/index.ts';
import type { Compat } from '../../server/src/pipeline/quirks.ts';
import { type Converter, conversionRecordLine, createConverter } from '../../server/src/services/convert.ts';
import { answerOf, type Comparison } from './comparison.ts';

/** The tables of `corpus/`, from the folder in which the run was started. */
export const corpus: DataFiles = openDataFiles('corpus');

export const builtinPipelines = new BuiltinPipelines(corpus);

/** A converter for the records of a file, which names target, pipelines and format. */
export function converterFor(file: string, compat: Compat = true): Converter {
  const [target = '', pipelines = '', format] = basename(file)
    .replace(/\.jsonl(\.gz)?$/, '')
    .split('.');
  const names = pipelines === 'none' ? [] : pipelines.split('+');
  const request = { target, format, pipelines: names.map((name) => ({ name })), compat, anyBackend: true };
  const made = createConverter(request, corpus, builtinPipelines);
  if ('trouble' in made) throw new Error(`${file}: ${made.trouble.message}`);
  return made.converter;
}

export const conversions: Comparison = {
  id: 'conversions',
  files: /(^|\/)[a-z_0-9]+\.[A-Za-z_0-9+-]+\.[a-z_]+\.jsonl(\.gz)?$/,
  bar: 0.999,
  *compare(file) {
    const texts = file.texts();
    const converter = converterFor(file.path);
    for (const line of file.lines()) {
      const { path, unstable } = JSON.parse(line) as { path: string; unstable?: boolean };
      const text = texts.get(path);
      if (text === undefined) throw new Error(`${file.path}: there is no text for ${path}`);
      const got = conversionRecordLine(converter.convert(path, text).record);
      // pySigma itself answers differently from run to run.
      if (unstable) yield { id: path, agrees: true, sameText: false, expected: line, got };
      else yield answerOf(path, line, got);
    }
  },
};
