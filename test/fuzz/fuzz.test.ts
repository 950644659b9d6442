/** Random edits, the same in every run: nothing throws, every place lies in the text. `scripts/fuzz` goes on from here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../harness/cli.ts';
import { randomFrom } from './random-edits.ts';
import { tryOnce } from './run-target.ts';
import { fuzzTargets } from './targets.ts';

const gold = join(repository, 'corpus/gold/windows-sysmon');
const files = readdirSync(gold).filter((file) => file.endsWith('.yml') && !file.endsWith('.tests.yml'));
const rules = files.slice(0, 20).map((file) => readFileSync(join(gold, file), 'utf8'));

it.each(fuzzTargets(rules).map((target) => [target.name, target] as const))('%s', (name, target) => {
  const random = randomFrom(name.length);
  const rounds = ['YAML', 'rules'].includes(name) ? 150 : 1500;
  for (let round = 0; round < rounds; round++) expect(tryOnce(target, random)).toBeUndefined();
});
