/** The rule reference under `docs/rules/`: a page for each check and each error, made of the checks' own documentation, and an index. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLintConfig, lintProfiles } from '../../server/src/lint/config.ts';
import type { LintProfile, LintRule } from '../../server/src/lint/define-rule.ts';
import { type ErrorCode, errorCodes } from '../../server/src/lint/error-codes.ts';
import { createLintData } from '../../server/src/lint/lint-data.ts';
import { lintSigma } from '../../server/src/lint/linter.ts';
import { type PipelineCode, pipelineCodes } from '../../server/src/lint/pipeline-codes.ts';
import { lintRules } from '../../server/src/lint/rules/index.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';

const note = '<!-- Made by `npm run docs` from server/src/lint; changes belong there. -->\n';

/** Texts by path from the root of the repository. */
export function rulePages(root: string): Map<string, string> {
  const data = createLintData(openDataFiles(join(root, 'corpus')), '2026-02-01');
  const index = readFileSync(join(root, 'server/src/lint/rules/index.ts'), 'utf8');
  const documented = lintRules.map((rule): Documented => {
    const source = new RegExp(`'\\./(\\w+/${rule.id})\\.ts'`).exec(index)?.[1];
    const markdown = readFileSync(join(root, `server/src/lint/rules/${source}.md`), 'utf8');
    return { rule, markdown, fix: fixKind(rule, markdown, data) };
  });
  return new Map([
    ['docs/rules/README.md', indexPage(documented)],
    ...documented.map((one): [string, string] => [`docs/rules/${one.rule.id}.md`, rulePage(one)]),
    ...errorCodes.map((error): [string, string] => [`docs/rules/${error.code}.md`, errorPage(error)]),
    ...pipelineCodes.map((one): [string, string] => [`docs/rules/${one.code}.md`, pipelinePage(one)]),
  ]);
}

interface Documented {
  readonly rule: LintRule;
  readonly markdown: string;
  readonly fix: 'safe' | 'suggestion' | undefined;
}

/** Whether the fixes of the examples are safe; of several kinds the safe one. */
function fixKind({ id }: LintRule, markdown: string, data: ReturnType<typeof createLintData>): Documented['fix'] {
  const kinds = [...markdown.matchAll(/^```yaml invalid(.*)\n([\s\S]*?)^```$/gm)].flatMap(([, attributes, marked]) => {
    const profile = (/profile=(\w+)/.exec(attributes ?? '')?.[1] ?? 'default') as LintProfile;
    const text = (marked ?? '').replace(/^# *\^+ [\w-]+(?:: .*)?\n/gm, '');
    const config = { ...defaultLintConfig, profile, severities: new Map([[id, 'warning' as const]]) };
    return lintSigma(parseSigma(text, { treatAsSigma: true }), { config, data })
      .filter(({ code }) => code === id)
      .flatMap(({ fixes = [] }) => fixes.map(({ kind }) => kind));
  });
  return kinds.includes('safe') ? 'safe' : kinds[0];
}

function rulePage({ rule, markdown, fix }: Documented): string {
  const { severity, defaultSeverity, aliases = [], profiles } = rule;
  const inDefault = defaultSeverity === undefined ? '' : ` (${defaultSeverity} in the profile default)`;
  const facts = [
    `Severity: ${severity}${inDefault}`,
    `Profiles: ${profiles.join(', ') || 'none; switch it on by its id'}`,
    ...(aliases.length > 0 ? [`Also known as: ${aliases.map((alias) => `\`${alias}\``).join(', ')}`] : []),
    ...(fix ? [`Fix: ${fix === 'safe' ? 'yes, safe: the rule matches the same events' : 'suggested'}`] : []),
  ];
  const [head = '', ...rest] = markdown.split('\n\n');
  const body = withCaptions([facts.map((fact) => `- ${fact}`).join('\n'), ...rest].join('\n\n'));
  return `${note}\n${head}\n\n${body}`;
}

const captions = { invalid: 'Reported', fixed: 'After the fix', valid: 'Not reported' } as const;

function withCaptions(markdown: string): string {
  return markdown.replace(
    /^```yaml (invalid|fixed|valid)(.*)$/gm,
    (_, kind: keyof typeof captions, attributes: string) => {
      const path = /path=(\S+)/.exec(attributes)?.[1];
      return `${captions[kind]}${path ? `, as \`${path}\`` : ''}:\n\n\`\`\`yaml`;
    },
  );
}

function errorPage({ code, summary, aliases }: ErrorCode): string {
  const also = aliases.length > 0 ? `\n- Also known as: ${aliases.map((alias) => `\`${alias}\``).join(', ')}` : '';
  return `${note}
# ${code}

- Severity: error
- Profiles: all${also}

${summary}

A rule with errors cannot be converted. The message at the place says what is wrong there and what to do; tools built on pySigma report the same
error${code.startsWith('sigma-') ? ` as \`${className(code)}\`` : ''}.

## When to turn it off

Never: the rule does not work. A finding can be silenced with \`# sigmasmith-disable-next-line ${code}\`.
`;
}

function pipelinePage({ code, severity, summary }: PipelineCode): string {
  const reason = severity === 'error' ? 'Never: the pipeline cannot be loaded.' : 'Where it is meant as it is.';
  return `${note}
# ${code}

- Severity: ${severity}
- In processing pipelines

${summary}

The message at the place says what is wrong there and what to do.

## When to turn it off

${reason} A project turns it off with \`lint: {rules: {${code}: off}}\` in \`.sigmasmith.yml\`.
`;
}

function className(code: string): string {
  return code.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function indexPage(documented: readonly Documented[]): string {
  const shown = new Set<string>();
  const sections = lintProfiles.map((profile) => {
    const rows = documented.filter(({ rule }) => rule.profiles.includes(profile) && !shown.has(rule.id));
    for (const { rule } of rows) shown.add(rule.id);
    const all = documented.filter(({ rule }) => rule.profiles.includes(profile)).length;
    return `## ${profile}\n\n${profileWords[profile]} ${all} checks.${rows.length < all ? ' These are not in the profiles above:' : ''}\n\n${tableOf(rows, profile)}`;
  });
  const rest = documented.filter(({ rule }) => !shown.has(rule.id));
  const optional = rest.length > 0 ? `\n## Only when asked for\n\nSwitched on by their ids.\n\n${tableOf(rest)}` : '';
  const pipelines = pipelineCodes.map(({ code, summary }) => `| [${code}](${code}.md) | ${summary} |`).join('\n');
  const errors = errorCodes.map(({ code, summary }) => `| [${code}](${code}.md) | ${summary} |`).join('\n');
  return `${note}
# Checks

${documented.length} checks in profiles, each with examples, and the errors that rules of all profiles can have. A **safe** fix keeps what the rule matches; a
suggested one wants a look.

${sections.join('\n')}${optional}
## Errors

| Code | What it says |
|---|---|
${errors}

## Processing pipelines

| Code | What it says |
|---|---|
${pipelines}
`;
}

const profileWords: Readonly<Record<LintProfile, string>> = {
  default: 'What is wrong or risky anywhere,',
  sigmahq: 'With the conventions of the SigmaHQ collection,',
  strict: 'All checks that have no special purpose,',
  pysigma: "Exactly pySigma's and SigmaHQ's validators,",
};

function tableOf(rows: readonly Documented[], profile?: LintProfile): string {
  const lines = rows.map(({ rule: { id, summary, severity, defaultSeverity }, fix }) => {
    const shown = profile === 'default' ? (defaultSeverity ?? severity) : severity;
    return `| [${id}](${id}.md) | ${summary} | ${shown} | ${fix === 'suggestion' ? 'suggested' : (fix ?? '')} |`;
  });
  return `| Check | Reports | Severity | Fix |\n|---|---|---|---|\n${lines.sort().join('\n')}\n`;
}
