import { describe, expect, it } from 'vitest';
import { lintSigma } from '../../server/src/lint/linter.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { hasOracle, oracleLines } from '../harness/oracle.ts';

/** What only a reader of Python understands. */
const pythonisms =
  /<class|W:\(|has no attribute|NoneType|\bdict\b|not iterable|local variable|out of range\.$|definition must be/;

describe.runIf(hasOracle('dev/corpora'))('messages about broken rules', () => {
  it.each(['synthetic', 'pysigma-tests'])('are written for people: %s', (name) => {
    const leaks = new Set<string>();
    for (const line of oracleLines(`dev/corpora/${name}.jsonl.gz`)) {
      const { yaml } = JSON.parse(line) as { yaml: string };
      for (const { code, message } of lintSigma(parseSigma(yaml, { treatAsSigma: true })))
        if (code.includes('-') && (pythonisms.test(message) || !/[.!?]$/.test(message)))
          leaks.add(`${code}: ${message}`);
    }
    expect([...leaks]).toEqual([]);
  });
});
