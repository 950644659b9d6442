import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLintConfig } from '../server/src/lint/config.ts';
import type { LintProfile, LintRule, UnmappedField } from '../server/src/lint/define-rule.ts';
import { createLintData } from '../server/src/lint/lint-data.ts';
import { lintRules } from '../server/src/lint/rules/index.ts';
import { itemsOf } from '../server/src/lint/visit-rule.ts';
import { openDataFiles } from '../server/src/node/data-files.ts';
import type { SigmaRule } from '../server/src/sigma/rule/sigma-rule.ts';
import { checkFix } from './harness/check-fix.ts';
import { checkLint, findingsOf, only } from './harness/check-lint.ts';
import { readSquiggles } from './harness/squiggles.ts';

const root = join(import.meta.dirname, '..');
const rulesFolder = join(root, 'server/src/lint/rules');
const data = createLintData(openDataFiles(join(root, 'corpus')), '2026-02-01');
const index = readFileSync(join(rulesFolder, 'index.ts'), 'utf8');

interface Example {
  readonly kind: 'invalid' | 'fixed' | 'valid';
  readonly attributes: Readonly<Record<string, string>>;
  readonly yaml: string;
}

/** The documentation of a rule: `<id>.md` beside its file. */
function documentationOf({ id }: LintRule): string {
  const path = new RegExp(`'\\./(\\w+/${id})\\.ts'`).exec(index)?.[1];
  if (path === undefined || !existsSync(join(rulesFolder, `${path}.md`))) return '';
  return readFileSync(join(rulesFolder, `${path}.md`), 'utf8');
}

function examplesOf(markdown: string): Example[] {
  return [...markdown.matchAll(/^```yaml (invalid|fixed|valid)(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    kind: match[1] as Example['kind'],
    attributes: Object.fromEntries(
      [...(match[2] as string).matchAll(/(\w+)=(\S+)/g)].map(([, key, value]) => [key, value]),
    ),
    yaml: match[3] as string,
  }));
}

function optionsOf({ id }: LintRule, { attributes }: Example) {
  const { path, other, unmapped, profile = 'default' } = attributes;
  const config = only(id, { ...defaultLintConfig, profile: profile as LintProfile });
  return {
    config: { ...config, profile: profile as LintProfile },
    data,
    ...(path === undefined ? {} : { path }),
    ...(other === undefined ? {} : { others: [other] }),
    ...(unmapped === undefined ? {} : { unmappedFields: unmappedIn(unmapped) }),
  };
}

/** `Field@target,target`: a project whose targets do not know the field. */
function unmappedIn(attribute: string): (rule: SigmaRule) => readonly UnmappedField[] {
  const [field, targets = ''] = attribute.split('@');
  return (rule) => {
    const item = [...itemsOf(rule)].find((one) => one.field === field);
    return item ? [{ span: item.fieldSpan, targets: targets.split(','), refused: false }] : [];
  };
}

describe.each(lintRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const markdown = documentationOf(rule);
  const examples = examplesOf(markdown);
  const onlyThis = [rule];

  it('is documented', () => {
    expect(markdown).toMatch(new RegExp(`^# ${id}\\n`));
    expect(markdown).toContain('## When to turn it off');
    expect(examples.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['invalid', 'valid']));
    expect(rule.summary).toMatch(/^[A-Z].*\.$/);
  });

  it('shows what its fixes make', () => {
    const fixable = examples.some((example) => {
      const { text } = readSquiggles(example.yaml);
      return findingsOf(text, { ...optionsOf(rule, example), rules: onlyThis }).some(
        ({ fixes = [] }) => fixes.length > 0,
      );
    });
    if (fixable) expect(examples.map(({ kind }) => kind)).toContain('fixed');
  });

  for (const [number, example] of examples.entries()) {
    const options = { ...optionsOf(rule, example), rules: onlyThis };
    if (example.kind === 'fixed') {
      it(`example ${number} is the fix of the one before`, () => {
        checkFix(examples[number - 1]!.yaml, example.yaml, options);
        checkLint(example.yaml, options);
      });
    } else {
      it(`example ${number} is ${example.kind}`, () => {
        if (example.kind === 'invalid') expect(example.yaml).toContain(` ${id}`);
        checkLint(example.yaml, options);
      });
    }
  }
});

describe('the lint rules', () => {
  it('have ids and aliases of their own', () => {
    const ids = lintRules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])]);
    expect(ids).toEqual([...new Set(ids)]);
  });
});
