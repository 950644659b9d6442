/** Files of rules parsed: errors, the rules as dictionaries, errors of their conditions. */
import { parseRecordLine } from '../../server/src/services/parse.ts';
import { answerOf, type Comparison } from './comparison.ts';

export const parse: Comparison = {
  id: 'parse',
  files: /(^|\/)parse\.jsonl(\.gz)?$/,
  *compare(file) {
    const texts = file.texts();
    for (const line of file.lines()) {
      const { path } = JSON.parse(line.replace(/(?<=[[:, ])(?:NaN|-?Infinity)(?=[,\]} ])/g, 'null')) as {
        path: string;
      };
      const text = texts.get(path);
      if (text === undefined) throw new Error(`${file.path}: there is no text for ${path}`);
      yield answerOf(path, line, parseRecordLine(path, text));
    }
  },
};
