import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLintConfig } from '../../server/src/lint/config.ts';
import { createLintData } from '../../server/src/lint/lint-data.ts';
import { type Finding, lintSigma } from '../../server/src/lint/linter.ts';
import { lintRules } from '../../server/src/lint/rules/index.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { startCheck } from '../../server/src/services/check.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { hasOracle, oracleLines } from '../harness/oracle.ts';
import { sigmaHqRules } from '../harness/sigmahq-rules.ts';

interface Issue {
  readonly validator?: string;
}

interface ValidateRecord {
  readonly path: string;
  readonly error_class?: string;
  readonly issues?: readonly Issue[];
  readonly finalize?: readonly { readonly validator: string; readonly rules: readonly string[] }[];
}

interface ParseRecord {
  readonly path: string;
  readonly ok: boolean;
}

const validators = new Set(
  lintRules.filter(({ profiles, workspace }) => profiles.includes('pysigma') && !workspace).map(({ id }) => id),
);
const data = createLintData(openDataFiles(join(import.meta.dirname, '../../corpus')));
const config = { ...defaultLintConfig, profile: 'pysigma' as const };

/** Ids of the validators that pySigma's issues and our findings name, sorted. */
function compared(path: string, text: string, record: ValidateRecord): { theirs: string[]; ours: string[] } {
  const issues = (record.issues ?? []).flatMap(({ validator }) => validator ?? []);
  const parse = parseSigma(text, { treatAsSigma: true, extensions: false });
  const findings = lintSigma(parse, { config, data, path });
  return {
    theirs: issues.filter((id) => validators.has(id)).sort(),
    ours: findings
      .map(({ code }) => code)
      .filter((code) => validators.has(code))
      .sort(),
  };
}

/** The records on which we disagree. */
function disagreements(file: string, texts: ReadonlyMap<string, string>) {
  const records = oracleLines(file).map((line) => JSON.parse(line) as ValidateRecord);
  return (
    records
      // A reference that does not resolve ends pySigma's reading of the file; ours may resolve in another one.
      .filter((record) => record.finalize === undefined && record.error_class !== 'SigmaRuleNotFoundError')
      .filter(({ path }) => texts.has(path))
      .map((record) => ({ path: record.path, ...compared(record.path, texts.get(record.path) as string, record) }))
      .filter(({ theirs, ours }) => theirs.join() !== ours.join())
  );
}

describe.runIf(hasOracle('sigmahq'))("pySigma's validators", () => {
  it('agree with us on SigmaHQ', () => {
    expect(disagreements('sigmahq/validate.jsonl.gz', sigmaHqRules())).toEqual([]);
  });

  it.each(['synthetic', 'pysigma-tests'])('agree with us on %s', (name) => {
    const lines = oracleLines(`dev/corpora/${name}.jsonl.gz`);
    const texts = lines.map((line) => JSON.parse(line) as { path: string; yaml: string });
    const byPath = new Map(texts.map(({ path, yaml }) => [path, yaml]));
    expect(disagreements(`dev/${name}/validate.jsonl.gz`, byPath)).toEqual([]);
  });
});

describe.runIf(hasOracle('sigmahq'))("pySigma's validators of whole collections", () => {
  it('agree with us on SigmaHQ', () => {
    const check = startCheck({ config, data });
    for (const [path, text] of sigmaHqRules()) check.add({ path, text, treatAsSigma: false });
    const workspaceRules = new Set(lintRules.filter(({ workspace }) => workspace).map(({ id }) => id));
    const ours = check
      .finish()
      .findings.filter(({ code }) => workspaceRules.has(code))
      .map(({ code, path }) => `${code} ${path}`);
    const { finalize = [] } = JSON.parse(oracleLines('sigmahq/validate.jsonl.gz').at(-1) as string) as ValidateRecord;
    const theirs = finalize.flatMap(({ validator, rules }) => rules.map((path) => `${validator} ${path}`));
    expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
  });
});

describe.runIf(hasOracle('sigmahq'))('SigmaHQ under the default profile', () => {
  it('has exactly the errors that pySigma sees', () => {
    const rules = sigmaHqRules();
    const isError = ({ severity }: Finding) => severity === 'error';
    const broken = oracleLines('sigmahq/parse.jsonl.gz')
      .map((line) => JSON.parse(line) as ParseRecord)
      .filter(({ ok }) => !ok)
      .map(({ path }) => path);
    const ours = [...rules]
      .filter(([path]) => /^(?:rules|deprecated|unsupported|other)/.test(path))
      .flatMap(([path, text]) => {
        const errors = lintSigma(parseSigma(text), { data, path }).filter(isError);
        return errors.length > 0 ? [path] : [];
      });
    expect(ours.sort()).toEqual(broken.sort());
  });
});
