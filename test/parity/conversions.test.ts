import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { compareFile } from '../../scripts/conformance/compare-folder.ts';
import { comparisons } from '../../scripts/conformance/index.ts';
import { readKnownDifferences } from '../../scripts/conformance/known-differences.ts';
import { oracleFile } from '../../scripts/conformance/oracle-folder.ts';
import { hasOracle, oraclePath } from '../harness/oracle.ts';

const known = readKnownDifferences(resolve(import.meta.dirname, '../..'));

const conversionsIn = (folder: string) =>
  hasOracle(folder)
    ? readdirSync(oraclePath(folder))
        .filter((name) => /^\w+\..+\.\w+\.jsonl\.gz$/.test(name))
        .map((name) => `${folder}/${name}`)
    : [];

/** All that is small, and of the large set one file a target. */
const files = [
  'dev/pipelines/pipeline-cases.jsonl.gz',
  'dev/unit/pipeline-condition-expressions.jsonl.gz',
  'dev/unit/backend-fields-strings.jsonl.gz',
  ...conversionsIn('dev/pysigma-tests'),
  ...conversionsIn('dev/synthetic').filter((path) => path.includes('.default.')),
  'sigmahq/splunk.splunk_windows.default.jsonl.gz',
  'sigmahq/lucene.ecs_windows.siem_rule.jsonl.gz',
  'sigmahq/eql.ecs_windows.default.jsonl.gz',
  'sigmahq/esql.ecs_windows.default.jsonl.gz',
  'sigmahq/kusto.microsoft_xdr.default.jsonl.gz',
  'sigmahq/logscale.crowdstrike_fdr.default.jsonl.gz',
  'sigmahq/secops.secops_udm.yara_l.jsonl.gz',
  'sigmahq/opensearch_ppl.none.default.jsonl.gz',
  'sigmahq/elastalert.ecs_windows.default.jsonl.gz',
];

describe('what pySigma converts rules to', () => {
  it.skipIf(!hasOracle('README.md')).each(files)('agrees on every record of %s', { timeout: 120_000 }, async (path) => {
    // Vitest must hear from its worker now and then.
    await setImmediate();
    const file = oracleFile(oraclePath(''), path);
    const comparison = comparisons.find((candidate) => candidate.files.test(path));
    expect(comparison, 'a comparison for this kind of file').toBeDefined();
    if (comparison === undefined) return;
    const report = compareFile(file, comparison, known);
    expect(report.records).toBeGreaterThan(0);
    expect(report.differences.slice(0, 3)).toEqual([]);
  });
});
