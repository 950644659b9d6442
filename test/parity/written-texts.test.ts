import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConversionError } from '../../server/src/pipeline/conversion-error.ts';
import { PipelineRun } from '../../server/src/pipeline/pipeline-run.ts';
import { pythonYaml } from '../../server/src/pipeline/python-yaml.ts';
import { ruleDraft } from '../../server/src/pipeline/rule-draft.ts';
import { formatString } from '../../server/src/pipeline/templates/format-string.ts';
import { parseTemplate } from '../../server/src/pipeline/templates/parse-template.ts';
import { renderTemplate } from '../../server/src/pipeline/templates/render-template.ts';
import { pipelineObject, ruleObject } from '../../server/src/pipeline/templates/rule-object.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import type { SigmaRule } from '../../server/src/sigma/rule/sigma-rule.ts';

/** Made by `node scripts/oracle/run.mjs texts FILE`. */
function fixture<T>(name: string): T[] {
  const text = readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

interface Expected {
  readonly text?: string;
  readonly error?: string;
}

interface TemplateCase extends Expected {
  readonly kind: 'jinja' | 'format';
  readonly template: string;
  readonly query: string;
  readonly autoescape?: boolean;
}

const ruleText = readFileSync(join(import.meta.dirname, '../fixtures/template-rule.yml'), 'utf8');

function variables(query: string) {
  const rule = parseSigma(ruleText, { treatAsSigma: true }).collection.rules[0] as SigmaRule;
  const run = new PipelineRun(
    new Map<string, readonly string[] | bigint>([
      ['names', ['a', 'b']],
      ['limit', 5n],
    ]),
    true,
  );
  run.state.set('index', 'main');
  return { query, rule: ruleObject(ruleDraft(rule)), pipeline: pipelineObject(run) };
}

function written({ kind, template, query, autoescape = false }: TemplateCase): Expected {
  const values = variables(query);
  try {
    if (kind === 'format') return { text: formatString(template, values).text };
    return { text: renderTemplate(parseTemplate(template), new Map(Object.entries(values)), autoescape).text };
  } catch (error) {
    if (error instanceof ConversionError) return { error: error.errorClass };
    throw error;
  }
}

describe('templates of pipelines', () => {
  it.each(fixture<TemplateCase>('templates.jsonl'))('are filled in as Jinja and Python do: $template', (each) => {
    const { text, error } = each;
    expect(written(each)).toEqual(text === undefined ? { error } : { text });
  });
});

interface YamlCase {
  readonly value: never;
  readonly libyaml: boolean;
  readonly indent: number | null;
  readonly text: string;
}

describe('YAML', () => {
  it.each(fixture<YamlCase>('pyyaml-dump.jsonl'))(
    'is written as PyYAML does: $text',
    ({ value, libyaml, indent, text }) => {
      expect(pythonYaml(value, { libyaml, indent: indent ?? undefined }).text).toBe(text);
    },
  );
});
