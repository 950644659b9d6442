/**
 * Expectations about texts that Python's packages write: templates of pipelines (Jinja and `str.format`), YAML of PyYAML.
 *
 *   node scripts/oracle/run.mjs texts FILE…
 *
 * Every line of FILE is a question (see write_texts.py); the answers are written into it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { startOracle } from './python.mjs';

export async function run(files) {
  const oracle = startOracle('write_texts.py');
  for (const file of files) {
    const questions = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    const answers = await Promise.all(questions.map(({ text, error, ...question }) => oracle.ask(question)));
    const lines = questions.map(({ text, error, ...question }, i) => JSON.stringify({ ...question, ...answers[i] }));
    writeFileSync(file, `${lines.join('\n')}\n`);
  }
  oracle.close();
  return 0;
}
