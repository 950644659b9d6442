/** What is told about a check outside of its findings. */
import type { Severity } from '../base/problem.ts';
import { checkNamesOf } from './check-names.ts';
import type { LintProfile } from './define-rule.ts';
import { errorCodes } from './error-codes.ts';
import { pipelineCodes } from './pipeline-codes.ts';
import { lintRules } from './rules/index.ts';

export interface CheckPage {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly aliases: readonly string[];
  /** Empty for errors of YAML and Sigma, and for pipelines: they are in all. */
  readonly profiles: readonly LintProfile[];
  readonly url: string;
}

const pages = 'https://github.com/sigmasmith/sigmasmith/blob/main/docs/rules';

const documented: ReadonlySet<string> = new Set([
  ...errorCodes.map(({ code }) => code),
  ...lintRules.map(({ id }) => id),
  ...pipelineCodes.map(({ code }) => code),
]);

/** Where a finding is explained; `undefined` for codes that are neither a check nor an error of rules. */
export function checkPageUrl(code: string): string | undefined {
  return documented.has(code) ? `${pages}/${code}.md` : undefined;
}

/** By its id, or the code of an error. */
export function checkPage(id: string): CheckPage | undefined {
  const rule = lintRules.find((each) => each.id === id);
  if (rule) {
    const { summary, severity, aliases = [], profiles } = rule;
    return { id, summary, severity, aliases, profiles, url: `${pages}/${id}.md` };
  }
  const ofPipelines = pipelineCodes.find(({ code }) => code === id);
  if (ofPipelines) {
    const { summary, severity } = ofPipelines;
    return { id, summary, severity, aliases: [], profiles: [], url: `${pages}/${id}.md` };
  }
  const error = errorCodes.find(({ code }) => code === id);
  return (
    error && {
      id,
      summary: error.summary,
      severity: 'error',
      aliases: error.aliases,
      profiles: [],
      url: `${pages}/${id}.md`,
    }
  );
}

/** All checks, errors first. */
export function checkPages(): CheckPage[] {
  return [...errorCodes, ...pipelineCodes]
    .map(({ code }) => code)
    .concat(lintRules.map(({ id }) => id))
    .flatMap((id) => checkPage(id) ?? []);
}

/** The checks that a name stands for, and the name that was probably meant where there are none. */
export function findCheckPages(name: string): {
  readonly pages: readonly CheckPage[];
  readonly nearest: string | undefined;
} {
  const names = checkNamesOf(lintRules);
  const ids = names.idsOf(name);
  return {
    pages: ids.flatMap((id) => checkPage(id) ?? []),
    nearest:
      ids.length > 0 ? undefined : (names.nearest(name) ?? names.nearest(name.toLowerCase().replaceAll('-', '_'))),
  };
}
