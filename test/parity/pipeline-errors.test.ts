/** What the editor says about a pipeline agrees with what loads it: an error for every pipeline that is refused, and for no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { checkPipeline } from '../../server/src/ide/pipeline/check-pipeline.ts';
import { pipelineCompletion } from '../../server/src/ide/pipeline/pipeline-completion.ts';
import { pipelineHover } from '../../server/src/ide/pipeline/pipeline-hover.ts';
import { pipelineSymbols } from '../../server/src/ide/pipeline/pipeline-symbols.ts';
import { checkPage } from '../../server/src/lint/check-page.ts';
import { loadPipelineStream } from '../../server/src/pipeline/load-pipeline.ts';
import { parseYaml } from '../../server/src/yaml/parse-yaml.ts';
import { hasOracle, oracleLines } from '../harness/oracle.ts';
import { randomNumbers } from '../harness/random.ts';

const cases = 'dev/pipelines/pipeline-cases.jsonl.gz';
const corpus = `${import.meta.dirname}/../../corpus/pipelines`;

function agree(text: string): void {
  const stream = parseYaml(text);
  const problems = checkPipeline(stream);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const refused = loadPipelineStream(stream).errors;
  if (errors.length > 0 !== refused.length > 0)
    expect({ text, errors, refused }).toBe(`the same answer to whether it can be loaded`);
  expect(problems.filter(({ code }) => checkPage(code) === undefined)).toEqual([]);
  for (const { span } of problems)
    if (!(0 <= span.start && span.start <= span.end && span.end <= text.length))
      expect({ text, span }).toBe('in the text');
}

describe.runIf(hasOracle(cases))("pipelines of pySigma's users", () => {
  it('are refused by both or by none', () => {
    for (const line of oracleLines(cases)) agree((JSON.parse(line) as { pipeline: string }).pipeline);
  });
});

const pieces = [
  '\n',
  '  ',
  '- ',
  ':',
  ': ',
  '{',
  '}',
  '[',
  ']',
  "'",
  '#',
  'a',
  'type',
  'null',
  '1',
  'items',
  '&a ',
  '*a',
  '---\n',
  '_',
  '\u{1F98A}',
];

describe('a pipeline that is edited at random', () => {
  const files = readdirSync(corpus).filter((name) => name.endsWith('.yml'));
  it.each(files)('%s', (name) => {
    const random = randomNumbers(name.length);
    const whole = readFileSync(`${corpus}/${name}`, 'utf8').slice(0, 4000);
    let text = whole;
    for (let i = 0; i < 120; i++) {
      const at = random.below(text.length + 1);
      text = text.slice(0, at) + random.oneOf(pieces) + text.slice(at + random.below(6));
      agree(text);
      const stream = parseYaml(text);
      const document = TextDocument.create('file:///p.yml', 'yaml', 1, text);
      const offset = random.below(text.length + 1);
      pipelineCompletion(stream, document, offset);
      pipelineHover(stream, document, offset);
      pipelineSymbols(stream, document);
      if (i % 8 === 7) text = whole;
    }
  });
});
