import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLintData } from '../../server/src/lint/lint-data.ts';
import { type Finding, lintSigma } from '../../server/src/lint/linter.ts';
import { lintRules } from '../../server/src/lint/rules/index.ts';
import { readValidatorConfig } from '../../server/src/lint/validator-config.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { startCheck } from '../../server/src/services/check.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { hasOracle, oracleLines } from '../harness/oracle.ts';
import { sigmaHqFiles, sigmaHqRules } from '../harness/sigmahq-rules.ts';

interface ParseRecord {
  readonly path: string;
  readonly ok: boolean;
}

const data = createLintData(openDataFiles(join(import.meta.dirname, '../../corpus')), '2026-11-21');
describe('the profile pysigma', () => {
  it("has exactly pySigma's and SigmaHQ's validators", () => {
    const ids = lintRules.filter(({ profiles }) => profiles.includes('pysigma')).map(({ id }) => id);
    const ofSigmaHq = ids.filter((id) => id.startsWith('sigmahq_'));
    expect([ids.length - ofSigmaHq.length, ofSigmaHq.length]).toEqual([31, 49]);
  });
});

describe.runIf(hasOracle('sigmahq'))("SigmaHQ's own validator file", () => {
  it('has no issue in the active rules, as upstream', () => {
    const files = sigmaHqFiles();
    const { value, problems } = readValidatorConfig(files.get('tests/sigma_cli_conf.yml') ?? '', lintRules);
    expect(problems).toEqual([]);
    const check = startCheck({ config: value, data });
    const active = [...files].filter(([path]) => /^rules.*\.yml$/.test(path));
    for (const [path, text] of active) check.add({ path, text, treatAsSigma: false });
    const { findings, checkedFiles } = check.finish();
    expect(checkedFiles).toBe(active.length);
    expect(findings).toEqual([]);
    expect(value.exclusions.size).toBeGreaterThan(50);
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
