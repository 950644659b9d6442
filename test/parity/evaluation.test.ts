/** Matches on recorded events beside those of another implementation (rsigma 0.23), per rule. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../server/src/node/read-events.ts';
import { Evaluation } from '../../server/src/services/evaluate.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { temporaryFolder } from '../harness/cli.ts';
import { hasOracle, oraclePath } from '../harness/oracle.ts';
import { sigmaHqRules } from '../harness/sigmahq-rules.ts';

const recorded = resolve(oraclePath('.'), '../eval');
const generator = join(recorded, 'gen_events.py');
const hasPython = spawnSync('python3', ['--version']).status === 0;
const available = existsSync(generator) && hasOracle('sigmahq-rules.tar.gz') && hasPython;

/** Differences that stay, with their reason. */
const explained: Readonly<Record<string, string>> = {};

describe.runIf(available)('events of process creation', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.dispose());

  it('match as often as elsewhere', { timeout: 120_000 }, async () => {
    expect(spawnSync('python3', [generator], { cwd: folder.path }).status).toBe(0);
    const named = [...sigmaHqRules()]
      .filter(([path]) => path.startsWith('rules/windows/process_creation/'))
      .flatMap(([path, text]) => parseSigma(text).collection.rules.map((rule) => ({ rule, path })));
    const evaluation = new Evaluation(named);
    expect(evaluation.unusable).toEqual([]);
    const counts = new Map<string, number>();
    await readEvents(join(folder.path, 'events.ndjson'), {
      onEvent(event) {
        for (const { rule } of evaluation.match(event)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
      },
      onTrouble: (trouble) => expect(trouble).toBe(''),
    });
    const theirs = JSON.parse(readFileSync(join(recorded, 'rsigma-matches.json'), 'utf8')) as {
      rule: string;
      matches: number;
    }[];
    const expected = new Map(theirs.map(({ rule, matches }) => [rule, matches]));
    const different = [...new Set([...counts.keys(), ...expected.keys()])].filter(
      (rule) => counts.get(rule) !== expected.get(rule),
    );
    expect(different.sort()).toEqual(Object.keys(explained).sort());
  });
});
